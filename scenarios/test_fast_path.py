"""The fast path: storage has the session, so nobody asks the server."""

from harness.scenario import READY, STORAGE, Stage


def test_a_stored_session_needs_no_server(stage: Stage) -> None:
    """Storage has the session, so the tab is ready without asking for it."""
    session = stage.session(in_storage=True, in_database=True)

    trace = stage.tab().open(session)

    assert trace.ended is READY, trace.story()
    assert trace.answered_by is STORAGE
