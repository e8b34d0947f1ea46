from harness.invariants.tests.build import loaded
from harness.invariants.transient_is_retried import INVARIANT
from harness.model.word import Status


def test_three_attempts_pass() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(503).asked(503, at=1_100).asked(503, at=3_300).error("server").trace()
    )

    assert ruling.status is Status.PASS


def test_giving_up_early_fails() -> None:
    ruling = INVARIANT.judge(loaded().asked(503).error("server").trace())

    assert ruling.status is Status.FAIL
    assert "only 1 were made" in ruling.reason


def test_giving_up_after_a_reset_fails() -> None:
    ruling = INVARIANT.judge(loaded().asked(None, fail="reset").error("network").trace())

    assert ruling.status is Status.FAIL
    assert "reset is worth another try" in ruling.reason


def test_no_time_left_passes() -> None:
    ruling = INVARIANT.judge(loaded().asked(503).asked(503, at=13_000).error("server").trace())

    assert ruling.status is Status.PASS


def test_a_retry_after_beyond_the_deadline_passes() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(429, headers={"retry-after": "60"}).error("server").trace()
    )

    assert ruling.status is Status.PASS


def test_a_final_answer_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().asked(403).error("forbidden").trace())

    assert ruling.status is Status.NA


def test_a_ready_load_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().read().asked().write().ready().trace())

    assert ruling.status is Status.NA
