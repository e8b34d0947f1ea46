from harness.invariants.load_ends import INVARIANT
from harness.invariants.tests.build import entry, loaded
from harness.model.event import Phase
from harness.model.rules import Rules
from harness.model.word import Status


def test_a_load_that_is_ready_in_time_ended() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().trace())

    assert ruling.status is Status.PASS


def test_a_load_that_still_loads_at_the_deadline_is_stuck() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .screen("loading")
        .asked(None, took=None)
        .screen("loading", at=16_500)
        .trace(stuck=True)
    )

    assert ruling.status is Status.FAIL
    assert "Neither ready nor error within 15 s" in ruling.reason


def test_a_load_that_ends_too_late_fails() -> None:
    ruling = INVARIANT.judge(loaded().screen("loading").error("network", at=16_100).trace())

    assert ruling.status is Status.FAIL
    assert "it took 16.1 s" in ruling.reason


def test_time_at_a_gate_does_not_count() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .add("gate", {"name": "g"}, Phase.BEGIN)
        .add("gate", {"name": "g"}, Phase.OK, at=9_000)
        .ready(at=17_000)
        .trace()
    )

    assert ruling.status is Status.PASS


def test_a_load_that_the_harness_holds_is_unknown() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .add("gate", {"name": "g"}, Phase.BEGIN)
        .screen("loading", at=17_000)
        .trace(stuck=True)
    )

    assert ruling.status is Status.UNKNOWN


def test_a_closed_tab_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().screen("loading").add("closed").trace())

    assert ruling.status is Status.NA


def test_an_app_may_promise_a_sooner_screen() -> None:
    ready = INVARIANT.judge(loaded().ready(at=4_500).trace(rules=Rules(ready_ms=3_000)))

    assert ready.status is Status.FAIL
    assert "may take 3 s; it took 4.5 s" in ready.reason
