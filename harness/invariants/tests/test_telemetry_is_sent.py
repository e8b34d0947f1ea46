from harness.invariants.telemetry_is_sent import INVARIANT
from harness.invariants.tests.build import entry, loaded
from harness.model.word import Status


def test_a_beacon_passes() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().beacon().trace())

    assert ruling.status is Status.PASS


def test_none_fails() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().trace())

    assert ruling.status is Status.FAIL
    assert "no beacon reported it" in ruling.reason


def test_a_fetch_is_none() -> None:
    ruling = INVARIANT.judge(
        loaded().ready().asked(204, role="telemetry", more={"initiator": "fetch"}).trace()
    )

    assert ruling.status is Status.FAIL
    assert "sent by fetch" in ruling.reason


def test_a_closed_tab_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().add("closed").trace())

    assert ruling.status is Status.NA
