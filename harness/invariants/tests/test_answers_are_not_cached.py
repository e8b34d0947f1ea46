from harness.invariants.answers_are_not_cached import INVARIANT
from harness.invariants.tests.build import loaded
from harness.model.word import Status


def test_private_no_store_passes() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(pair="p1", headers={"cache-control": "No-Store, private"}).journey()
    )

    assert ruling.status is Status.PASS


def test_private_alone_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(pair="p1", headers={"cache-control": "private"}).journey()
    )

    assert ruling.status is Status.FAIL
    assert "Cache-Control 'private'" in ruling.reason


def test_an_error_counts_too() -> None:
    ruling = INVARIANT.judge(loaded().asked(404, pair="p1").journey())

    assert ruling.status is Status.FAIL
    assert "answered 404" in ruling.reason


def test_a_played_answer_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().asked(404).journey())

    assert ruling.status is Status.NA
