from harness.invariants.tests.build import loaded
from harness.invariants.too_many_says_when import INVARIANT
from harness.model.word import Status


def test_seconds_pass() -> None:
    ruling = INVARIANT.judge(loaded().asked(429, pair="p1", headers={"retry-after": "2"}).journey())

    assert ruling.status is Status.PASS


def test_a_date_passes() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .asked(429, pair="p1", headers={"retry-after": "Sun, 22 Nov 2026 16:00:05 GMT"})
        .journey()
    )

    assert ruling.status is Status.PASS


def test_no_word_of_it_fails() -> None:
    ruling = INVARIANT.judge(loaded().asked(429, pair="p1").journey())

    assert ruling.status is Status.FAIL
    assert "says nothing usable" in ruling.reason


def test_soon_is_not_usable() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(429, pair="p1", headers={"retry-after": "soon"}).journey()
    )

    assert ruling.status is Status.FAIL
    assert "'soon'" in ruling.reason


def test_a_played_429_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().backend("fault", pair="p1").asked(429, pair="p1").journey())

    assert ruling.status is Status.NA
