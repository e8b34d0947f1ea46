from harness.invariants.dashboard_button_works import INVARIANT
from harness.invariants.tests.build import ORIGIN, STAFF, loaded
from harness.model.word import Status

BUTTON = "Return to Dashboard"


def test_the_own_dashboard_passes() -> None:
    ruling = INVARIANT.judge(
        loaded().error("expired").click(BUTTON).document(f"{ORIGIN}/dashboard").journey()
    )

    assert ruling.status is Status.PASS


def test_a_page_within_the_same_document_is_one() -> None:
    rulings = [
        INVARIANT.judge(loaded().error("expired").click(BUTTON).route(ORIGIN + path).journey())
        for path in ("/dashboard", "/org")
    ]

    assert [it.status for it in rulings] == [Status.PASS, Status.FAIL]


def test_somebody_elses_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().error("expired").click(BUTTON).document(f"{ORIGIN}/org").journey()
    )

    assert ruling.status is Status.FAIL
    assert "led a student to /org, not to /dashboard" in ruling.reason


def test_staff_have_their_own() -> None:
    ruling = INVARIANT.judge(
        loaded().error("expired").click(BUTTON).document(f"{ORIGIN}/org").journey(visitor=STAFF)
    )

    assert ruling.status is Status.PASS


def test_nothing_fails() -> None:
    ruling = INVARIANT.judge(loaded().error("expired").click(BUTTON).journey())

    assert ruling.status is Status.FAIL
    assert "no page was opened" in ruling.reason


def test_no_click_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().error("expired").journey())

    assert ruling.status is Status.NA
