from harness.invariants.quiet_after_end import INVARIANT
from harness.invariants.tests.build import Tape, entry, loaded
from harness.model.word import Status

AGAIN = Tape()
for _ in range(21):
    AGAIN.document().error("network")


def test_silence_passes() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().journey())

    assert ruling.status is Status.PASS


def test_asking_after_a_hit_fails() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().asked(at=300).journey())

    assert ruling.status is Status.FAIL
    assert "0.3 s later" in ruling.reason


def test_asking_on_after_an_error_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().error("server").asked(503, at=5_000).asked(503, at=9_000).journey()
    )

    assert ruling.status is Status.FAIL
    assert "2 times in all" in ruling.reason


def test_a_person_may_ask_again() -> None:
    ruling = INVARIANT.judge(loaded().error("server").click("Retry").asked(at=5_000).journey())

    assert ruling.status is Status.PASS


def test_reloading_again_and_again_fails() -> None:
    ruling = INVARIANT.judge(AGAIN.journey())

    assert ruling.status is Status.FAIL
    assert "21 times" in ruling.reason


def test_a_load_without_an_end_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().asked().journey())

    assert ruling.status is Status.NA
