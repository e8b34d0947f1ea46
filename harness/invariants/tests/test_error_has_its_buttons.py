from harness.invariants.error_has_its_buttons import INVARIANT
from harness.invariants.tests.build import entry, loaded
from harness.model.rules import Rules
from harness.model.word import Status

ALL = ("Retry", "Return to Dashboard", "Sign in")


def test_retry_and_dashboard_for_network_pass() -> None:
    ruling = INVARIANT.judge(loaded().asked(None, fail="x").error("network").trace())

    assert ruling.status is Status.PASS


def test_a_lacking_retry_fails() -> None:
    ruling = INVARIANT.judge(loaded().error("server", buttons=["Return to Dashboard"]).trace())

    assert ruling.status is Status.FAIL
    assert "lacks 'Retry'" in ruling.reason


def test_a_retry_that_cannot_help_fails() -> None:
    ruling = INVARIANT.judge(loaded().error("forbidden").trace())

    assert ruling.status is Status.FAIL
    assert "offers 'Retry'" in ruling.reason


def test_sign_in_is_due_when_signed_out() -> None:
    ruling = INVARIANT.judge(
        loaded().error("signed-out", buttons=["sign  in", "Return to Dashboard"]).trace()
    )

    assert ruling.status is Status.PASS


def test_no_button_at_all_fails() -> None:
    ruling = INVARIANT.judge(loaded().error("expired", buttons=[]).trace())

    assert ruling.status is Status.FAIL
    assert "lacks 'Return to Dashboard'" in ruling.reason


def test_all_three_for_network_fail() -> None:
    ruling = INVARIANT.judge(loaded().error("network", buttons=ALL).trace())

    assert ruling.status is Status.FAIL
    assert "offers 'Sign in'" in ruling.reason


def test_a_ready_load_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().trace())

    assert ruling.status is Status.NA


def test_an_error_of_no_kind_that_is_named_owes_no_buttons() -> None:
    rules = Rules(unnamed=("errors.kinds.server",))
    trace = loaded().asked(503).error("").trace

    assert INVARIANT.judge(trace(rules=rules)).status is Status.NA
    assert INVARIANT.judge(trace()).status is Status.UNKNOWN
