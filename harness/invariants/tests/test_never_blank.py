from harness.invariants.never_blank import INVARIANT
from harness.invariants.tests.build import loaded
from harness.model.word import Status


def test_a_screen_with_something_on_it_passes() -> None:
    ruling = INVARIANT.judge(loaded().screen("loading").ready().trace())

    assert ruling.status is Status.PASS


def test_a_moment_before_the_first_paint_passes() -> None:
    ruling = INVARIANT.judge(loaded().screen("blank").screen("loading", at=900).ready().trace())

    assert ruling.status is Status.PASS


def test_a_long_blank_page_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().screen("loading").screen("blank", at=10).error("server", at=3_000).trace()
    )

    assert ruling.status is Status.FAIL
    assert "blank for 3.0 s" in ruling.reason


def test_a_stuck_blank_page_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().screen("blank").asked(None, took=None, at=16_000).trace(stuck=True)
    )

    assert ruling.status is Status.FAIL


def test_a_load_without_screens_is_unknown() -> None:
    ruling = INVARIANT.judge(loaded().asked(None, took=None).trace(stuck=True))

    assert ruling.status is Status.UNKNOWN


def test_a_closed_tab_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().screen("blank").add("closed", at=9_000).trace())

    assert ruling.status is Status.NA
