from harness.invariants.shown_is_asked import INVARIANT
from harness.invariants.tests.build import entry, loaded
from harness.model.word import Status


def test_the_nonce_on_the_screen_passes() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().trace())

    assert ruling.status is Status.PASS


def test_another_sessions_screen_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().read(entry()).screen("ready", text="Interview with Eve").trace()
    )

    assert ruling.status is Status.FAIL
    assert "does not show 'Ada Lovelace'" in ruling.reason


def test_a_cut_text_is_unknown() -> None:
    ruling = INVARIANT.judge(loaded().screen("ready", text="x" * 2_000).trace())

    assert ruling.status is Status.UNKNOWN


def test_an_unknown_session_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().ready().trace(session=None))

    assert ruling.status is Status.NA
