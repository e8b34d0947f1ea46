from harness.invariants.telemetry_has_its_fields import INVARIANT
from harness.invariants.tests.build import loaded
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
