from harness.invariants.telemetry_has_its_fields import INVARIANT
from harness.invariants.tests.build import PAYLOAD, loaded
from harness.model.word import Status


def test_all_fields_pass() -> None:
    ruling = INVARIANT.judge(loaded().ready().beacon().trace())

    assert ruling.status is Status.PASS


def test_a_lacking_field_fails() -> None:
    ruling = INVARIANT.judge(loaded().ready().beacon({"version": 1, "loadId": "x"}).trace())

    assert ruling.status is Status.FAIL
    assert "nothing of starter" in ruling.reason


def test_a_null_outcome_fails() -> None:
    ruling = INVARIANT.judge(loaded().ready().beacon(outcome=None).trace())

    assert ruling.status is Status.FAIL
    assert "nothing of outcome" in ruling.reason


def test_a_null_kind_passes() -> None:
    ruling = INVARIANT.judge(loaded().ready().beacon(kind=None).trace())

    assert ruling.status is Status.PASS


def test_text_is_no_message() -> None:
    ruling = INVARIANT.judge(loaded().ready().beacon("ready").trace())

    assert ruling.status is Status.FAIL
    assert "no JSON object" in ruling.reason


def test_none_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().ready().trace())

    assert ruling.status is Status.NA


def test_a_layer_that_did_not_answer_without_a_reason_fails() -> None:
    by_server = loaded().read(None).asked(200, body=PAYLOAD).ready()

    ruling = INVARIANT.judge(by_server.beacon(layer="server", attempts=1).trace())

    assert ruling.status is Status.FAIL
    assert "gives no reason" in ruling.reason


def test_a_layer_that_did_not_answer_with_a_reason_passes() -> None:
    by_server = loaded().read(None).asked(200, body=PAYLOAD).ready()
    reasons = {"storage": "missing"}

    ruling = INVARIANT.judge(by_server.beacon(layer="server", attempts=1, reasons=reasons).trace())

    assert ruling.status is Status.PASS


def test_an_error_without_a_reason_fails() -> None:
    refused = loaded().asked(403).error("forbidden")

    ruling = INVARIANT.judge(
        refused.beacon(layer=None, outcome="error", kind="forbidden", attempts=1).trace()
    )

    assert ruling.status is Status.FAIL
