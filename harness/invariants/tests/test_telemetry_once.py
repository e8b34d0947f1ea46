from harness.invariants.telemetry_once import INVARIANT
from harness.invariants.tests.build import loaded
from harness.model.word import Status


def test_one_passes() -> None:
    ruling = INVARIANT.judge(loaded().ready().beacon().trace())

    assert ruling.status is Status.PASS


def test_two_fail() -> None:
    ruling = INVARIANT.judge(loaded().ready().beacon().beacon().trace())

    assert ruling.status is Status.FAIL
    assert "2 times under 1 ids" in ruling.reason


def test_replacing_an_abandoned_one_passes() -> None:
    ruling = INVARIANT.judge(loaded().beacon(outcome="abandoned").ready().beacon().trace())

    assert ruling.status is Status.PASS


def test_replacing_it_under_another_id_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().beacon(outcome="abandoned").ready().beacon(loadId="b").trace()
    )

    assert ruling.status is Status.FAIL


def test_no_load_id_fails() -> None:
    ruling = INVARIANT.judge(loaded().ready().beacon(loadId=None).trace())

    assert ruling.status is Status.FAIL
    assert "no load id" in ruling.reason


def test_none_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().ready().trace())

    assert ruling.status is Status.NA
