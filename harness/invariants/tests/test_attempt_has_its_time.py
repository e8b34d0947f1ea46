from harness.invariants.attempt_has_its_time import INVARIANT
from harness.invariants.tests.build import entry, loaded
from harness.model.word import Status


def test_a_quick_answer_passes() -> None:
    ruling = INVARIANT.judge(loaded().read().asked().write().ready().trace())

    assert ruling.status is Status.PASS


def test_giving_up_in_time_passes() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .asked(None, at=10, took=3_500, fail="aborted", aborted=True)
        .asked(at=4_600)
        .ready()
        .trace()
    )

    assert ruling.status is Status.PASS


def test_waiting_longer_fails() -> None:
    ruling = INVARIANT.judge(loaded().asked(at=10, took=6_000).ready().trace())

    assert ruling.status is Status.FAIL
    assert "6.00 s" in ruling.reason


def test_waiting_for_ever_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(None, at=10, took=None).screen("loading", at=16_500).trace(stuck=True)
    )

    assert ruling.status is Status.FAIL
    assert "was waited for" in ruling.reason


def test_giving_up_early_fails() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .asked(None, at=10, took=1_000, fail="aborted", aborted=True)
        .error("network", at=1_100)
        .trace()
    )

    assert ruling.status is Status.FAIL
    assert "was given up after 1.00 s" in ruling.reason


def test_giving_up_at_the_deadline_passes() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .asked(None, at=11_800, took=2_600, fail="aborted", aborted=True)
        .error("network")
        .trace()
    )

    assert ruling.status is Status.PASS


def test_a_connection_that_breaks_is_no_giving_up() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(None, at=10, took=20, fail="reset").error("network").trace()
    )

    assert ruling.status is Status.PASS


def test_a_load_without_attempts_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().trace())

    assert ruling.status is Status.NA
