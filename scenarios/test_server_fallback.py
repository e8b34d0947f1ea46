"""The server layer: storage has nothing that counts, so the server is asked."""

from harness.scenario import READY, SERVER, Stage


def test_an_empty_storage_is_filled_by_the_server(stage: Stage) -> None:
    """Storage is empty, so the session comes from the server."""
    session = stage.session(in_storage=False, in_database=True)

    trace = stage.tab().open(session)

    assert trace.ended is READY, trace.story()
    assert trace.answered_by is SERVER
