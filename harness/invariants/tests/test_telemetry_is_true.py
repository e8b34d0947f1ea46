from harness.invariants.telemetry_is_true import INVARIANT
from harness.invariants.tests.build import entry, loaded
from harness.model.word import Status


def test_the_truth_passes() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().beacon().trace())

    assert ruling.status is Status.PASS


def test_another_layer_fails() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().beacon(layer="server").trace())

    assert ruling.status is Status.FAIL
    assert "says layer is 'server'; it was 'storage'" in ruling.reason


def test_another_kind_fails() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .asked(403)
        .error("forbidden")
        .beacon(layer=None, outcome="error", kind="server", attempts=1)
        .trace()
    )

    assert ruling.status is Status.FAIL
    assert "says kind is 'server'" in ruling.reason


def test_too_few_attempts_fail() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .asked(503)
        .asked(503)
        .error("server")
        .beacon(layer=None, outcome="error", kind="server", attempts=1)
        .trace()
    )

    assert ruling.status is Status.FAIL
    assert "says 1 attempts; 2 were made" in ruling.reason


def test_an_attempt_that_auth_held_back_may_count() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .asked(None, role="auth", fail="x")
        .error("network")
        .beacon(layer=None, outcome="error", kind="network", attempts=1)
        .trace()
    )

    assert ruling.status is Status.PASS


def test_more_time_than_the_load_took_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().read(entry()).ready().beacon(layerMs={"storage": 9_000}).trace()
    )

    assert ruling.status is Status.FAIL
    assert "says storage took 9000 ms" in ruling.reason


def test_a_message_that_was_replaced_does_not_count() -> None:
    ruling = INVARIANT.judge(
        loaded().beacon(outcome="abandoned").read(entry()).ready().beacon().trace()
    )

    assert ruling.status is Status.PASS


def test_none_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().ready().trace())

    assert ruling.status is Status.NA
