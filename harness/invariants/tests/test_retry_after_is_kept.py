from harness.invariants.retry_after_is_kept import INVARIANT
from harness.invariants.tests.build import loaded
from harness.model.event import Json
from harness.model.word import Status

AFTER_3: dict[str, Json] = {"retry-after": "3"}
DATED: dict[str, Json] = {
    "retry-after": "Sun, 22 Nov 2026 16:00:05 GMT",
    "date": "Sun, 22 Nov 2026 16:00:00 GMT",
}


def test_waiting_as_long_as_asked_passes() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(429, at=0, headers=AFTER_3).asked(at=3_080).ready().trace()
    )

    assert ruling.status is Status.PASS


def test_waiting_less_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(429, at=0, headers=AFTER_3).asked(at=1_050).ready().trace()
    )

    assert ruling.status is Status.FAIL
    assert "asked for 3 s" in ruling.reason


def test_waiting_much_longer_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(503, at=0, headers=AFTER_3).asked(at=9_000).ready().trace()
    )

    assert ruling.status is Status.FAIL
    assert "8.95 s" in ruling.reason


def test_a_date_is_kept() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(503, at=0, headers=DATED).asked(at=5_060).ready().trace()
    )

    assert ruling.status is Status.PASS


def test_a_date_that_is_ignored_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(503, at=0, headers=DATED).asked(at=1_060).ready().trace()
    )

    assert ruling.status is Status.FAIL


def test_a_date_without_a_date_to_measure_from_is_unknown() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .asked(503, at=0, headers={"retry-after": DATED["retry-after"]})
        .asked(at=1_060)
        .ready()
        .trace()
    )

    assert ruling.status is Status.UNKNOWN


def test_longer_than_the_time_left_ends_at_once() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(429, at=0, headers={"retry-after": "60"}).error("server").trace()
    )

    assert ruling.status is Status.PASS


def test_waiting_in_vain_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(429, at=0, headers={"retry-after": "60"}).error("server", at=14_000).trace()
    )

    assert ruling.status is Status.FAIL
    assert "went on loading" in ruling.reason


def test_no_retry_after_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().asked(503).error("server").trace())

    assert ruling.status is Status.NA
