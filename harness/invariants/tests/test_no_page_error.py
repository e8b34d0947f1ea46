from harness.invariants.no_page_error import INVARIANT
from harness.invariants.tests.build import Tape, loaded
from harness.model.rules import Rules
from harness.model.word import Status


def test_a_quiet_page_passes() -> None:
    ruling = INVARIANT.judge(loaded().ready().journey())

    assert ruling.status is Status.PASS


def test_an_uncaught_error_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().add("page-error", {"message": "TypeError: x is null"}).journey()
    )

    assert ruling.status is Status.FAIL
    assert "in tab-1: TypeError" in ruling.reason


def test_what_the_profile_ignores_passes() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .add("page-error", {"message": "ResizeObserver loop"})
        .journey(rules=Rules(ignored_console=("^Resize",)))
    )

    assert ruling.status is Status.PASS


def test_no_page_says_nothing() -> None:
    ruling = INVARIANT.judge(Tape().console("x").journey())

    assert ruling.status is Status.NA
