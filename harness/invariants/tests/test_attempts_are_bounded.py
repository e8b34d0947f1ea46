from harness.invariants.attempts_are_bounded import INVARIANT
from harness.invariants.tests.build import entry, loaded
from harness.model.word import Status


def test_three_attempts_pass() -> None:
    ruling = INVARIANT.judge(loaded().asked(503).asked(503).asked(503).error("server").trace())

    assert ruling.status is Status.PASS


def test_four_fail() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(503).asked(503).asked(503).asked(503).error("server").trace()
    )

    assert ruling.status is Status.FAIL
    assert "3 attempts are allowed, 4 were made" in ruling.reason


def test_a_load_without_attempts_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().trace())

    assert ruling.status is Status.NA
