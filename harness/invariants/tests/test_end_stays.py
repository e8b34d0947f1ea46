from harness.invariants.end_stays import INVARIANT
from harness.invariants.tests.build import loaded
from harness.model.word import Status


def test_a_screen_that_stays_passes() -> None:
    ruling = INVARIANT.judge(loaded().screen("loading").ready().journey())

    assert ruling.status is Status.PASS


def test_a_ready_screen_that_goes_away_fails() -> None:
    ruling = INVARIANT.judge(loaded().ready().screen("loading").journey())

    assert ruling.status is Status.FAIL
    assert "the page showed the loading screen" in ruling.reason


def test_an_error_that_turns_ready_by_itself_fails() -> None:
    ruling = INVARIANT.judge(loaded().error("network").ready().journey())

    assert ruling.status is Status.FAIL


def test_a_person_may_go_on() -> None:
    ruling = INVARIANT.judge(loaded().error("network").click("Retry").screen("loading").journey())

    assert ruling.status is Status.PASS


def test_a_spinner_on_a_ready_screen_fails() -> None:
    ruling = INVARIANT.judge(loaded().screen("ready", busy=True).journey())

    assert ruling.status is Status.FAIL
    assert "says that it is busy" in ruling.reason


def test_a_spinner_that_goes_away_passes() -> None:
    ruling = INVARIANT.judge(loaded().screen("ready", busy=True).ready().journey())

    assert ruling.status is Status.PASS


def test_a_page_that_is_left_may_change() -> None:
    ruling = INVARIANT.judge(loaded().ready().add("hidden").screen("blank").journey())

    assert ruling.status is Status.PASS


def test_a_load_without_an_end_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().screen("loading").journey())

    assert ruling.status is Status.NA
