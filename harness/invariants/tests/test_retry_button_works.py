from harness.invariants.retry_button_works import INVARIANT
from harness.invariants.tests.build import Tape, entry, loaded
from harness.model.word import Status


def pressed() -> Tape:
    return loaded().error("network").add("click", {"target": "Retry"})


def test_starting_over_passes() -> None:
    ruling = INVARIANT.judge(pressed().screen("loading").read(entry()).ready().trace())

    assert ruling.status is Status.PASS


def test_asking_nobody_fails() -> None:
    ruling = INVARIANT.judge(pressed().screen("loading").error("network").trace())

    assert ruling.status is Status.FAIL
    assert "neither storage nor the server" in ruling.reason


def test_no_sign_of_it_fails() -> None:
    ruling = INVARIANT.judge(pressed().read().asked(503).error("network").trace())

    assert ruling.status is Status.FAIL
    assert "did not show that it loads" in ruling.reason


def test_a_first_load_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().trace())

    assert ruling.status is Status.NA


def test_reloading_the_page_fails() -> None:
    journey = pressed().add("hidden").document().read(entry()).ready().journey()

    ruling = INVARIANT.judge(journey.traces[1])

    assert ruling.status is Status.FAIL
    assert "left the page" in ruling.reason
