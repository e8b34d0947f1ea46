from harness.invariants.loading_says_what import INVARIANT
from harness.invariants.tests.build import entry, loaded
from harness.model.word import Status


def test_a_further_attempt_that_is_told_passes() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .screen("loading")
        .asked(503, at=10)
        .screen("loading", text="Trying again: attempt 2 of 3…")
        .asked(at=1_100)
        .ready()
        .trace()
    )

    assert ruling.status is Status.PASS


def test_a_further_attempt_that_is_not_told_fails() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .screen("loading")
        .asked(503, at=10)
        .screen("loading", text="Loading")
        .asked(at=1_100)
        .ready()
        .trace()
    )

    assert ruling.status is Status.FAIL
    assert "attempt 2 of 3" in ruling.reason


def test_the_wrong_number_fails() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .screen("loading")
        .asked(503, at=10)
        .screen("loading", text="attempt 1 of 3")
        .asked(at=1_100)
        .ready()
        .trace()
    )

    assert ruling.status is Status.FAIL


def test_a_mute_loading_screen_fails() -> None:
    ruling = INVARIANT.judge(loaded().screen("loading", text=" ").ready().trace())

    assert ruling.status is Status.FAIL
    assert "says nothing" in ruling.reason


def test_a_load_without_loading_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().trace())

    assert ruling.status is Status.NA
