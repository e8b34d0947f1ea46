from harness.invariants.tests.build import loaded
from harness.invariants.waits_grow import INVARIANT
from harness.model.event import Phase
from harness.model.word import Status


def test_a_second_and_two_pass() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(503, at=0).asked(503, at=1_100).asked(503, at=3_000).error("server").trace()
    )

    assert ruling.status is Status.PASS


def test_equal_waits_fail() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(503, at=0).asked(503, at=1_050).asked(503, at=2_100).error("server").trace()
    )

    assert ruling.status is Status.FAIL
    assert "1.50 to 2.50 s; it was 1.00 s" in ruling.reason


def test_no_wait_fails() -> None:
    ruling = INVARIANT.judge(loaded().asked(503, at=0).asked(503, at=60).error("server").trace())

    assert ruling.status is Status.FAIL
    assert "wait after attempt 1" in ruling.reason


def test_a_wait_from_the_attempts_begin_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(503, at=0, took=600).asked(503, at=1_000).error("server").trace()
    )

    assert ruling.status is Status.FAIL
    assert "it was 0.40 s" in ruling.reason


def test_far_too_long_a_wait_fails() -> None:
    ruling = INVARIANT.judge(loaded().asked(503, at=0).asked(503, at=5_000).error("server").trace())

    assert ruling.status is Status.FAIL


def test_a_timeout_counts_from_its_end() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(None, at=0, took=None).asked(503, at=4_600).error("server").trace()
    )

    assert ruling.status is Status.PASS


def test_a_gate_is_taken_off() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .asked(503, at=0)
        .add("gate", {"name": "g"}, Phase.BEGIN, at=1_000)
        .add("gate", {"name": "g"}, Phase.OK, at=9_000)
        .asked(503, at=9_010)
        .error("server")
        .trace()
    )

    assert ruling.status is Status.PASS


def test_retry_after_rules_its_own_wait() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .asked(429, at=0, headers={"retry-after": "3"})
        .asked(503, at=3_100)
        .error("server")
        .trace()
    )

    assert ruling.status is Status.NA


def test_a_fresh_token_needs_no_wait() -> None:
    ruling = INVARIANT.judge(loaded().asked(401, at=0).asked(role="auth").asked().ready().trace())

    assert ruling.status is Status.NA
