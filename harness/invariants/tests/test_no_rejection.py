from harness.invariants.no_rejection import INVARIANT
from harness.invariants.tests.build import Tape, loaded
from harness.model.word import Status


def test_a_quiet_page_passes() -> None:
    ruling = INVARIANT.judge(loaded().ready().journey())

    assert ruling.status is Status.PASS


def test_an_unhandled_rejection_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().on("tab-2").add("rejection", {"message": "AbortError"}).journey()
    )

    assert ruling.status is Status.FAIL
    assert "in tab-2: AbortError" in ruling.reason


def test_an_error_is_another_matter() -> None:
    ruling = INVARIANT.judge(loaded().add("page-error", {"message": "x"}).journey())

    assert ruling.status is Status.PASS


def test_no_page_says_nothing() -> None:
    ruling = INVARIANT.judge(Tape().console("x").journey())

    assert ruling.status is Status.NA
