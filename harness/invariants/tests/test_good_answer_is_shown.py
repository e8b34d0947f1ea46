from harness.invariants.good_answer_is_shown import INVARIANT
from harness.invariants.tests.build import loaded
from harness.model.word import Status


def test_an_answer_that_is_shown_passes() -> None:
    ruling = INVARIANT.judge(loaded().read().asked().write().ready().trace())

    assert ruling.status is Status.PASS


def test_an_error_in_spite_of_it_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().read().asked().write(threw="QuotaExceededError").error("server").trace()
    )

    assert ruling.status is Status.FAIL
    assert "yet the load ended error (server)" in ruling.reason


def test_an_answer_that_came_too_late_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().asked(at=0, took=3_600).error("network", at=4_000).trace())

    assert ruling.status is Status.NA


def test_a_404_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().asked(404).error("not-found").trace())

    assert ruling.status is Status.NA
