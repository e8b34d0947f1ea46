from harness.invariants.auth_wait_is_bounded import INVARIANT
from harness.invariants.tests.build import entry, loaded
from harness.model.word import Status

AUTH = "auth"


def test_auth_that_answers_passes() -> None:
    ruling = INVARIANT.judge(loaded().asked(role=AUTH, took=900).asked().ready().trace())

    assert ruling.status is Status.PASS


def test_an_error_after_four_seconds_passes() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(None, took=None, role=AUTH, at=10).error("network", at=4_100).trace()
    )

    assert ruling.status is Status.PASS


def test_waiting_on_and_on_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(None, took=None, role=AUTH, at=10).error("network", at=14_000).trace()
    )

    assert ruling.status is Status.FAIL
    assert "waited 14.0 s" in ruling.reason


def test_going_on_without_auth_passes() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .asked(None, took=None, role=AUTH, at=10)
        .screen("loading", at=3_000)
        .error("network", at=7_000)
        .trace()
    )

    assert ruling.status is Status.PASS


def test_a_load_without_auth_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().trace())

    assert ruling.status is Status.NA
