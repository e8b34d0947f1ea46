"""A start-up in every order in which its steps may fall, instead of the one that usually comes."""

from harness.scenario import READY, STORAGE, Stage, every_order


@every_order("create.*", "start.*", "document.*", "session.*", "timer", at_most=20)
def test_whatever_comes_first_the_session_is_reached(stage: Stage, starter: str) -> None:
    """However calls, answers, the document and short waits fall, the load ends ready."""
    journey = stage.starter(starter).start()

    assert journey.runner.ended is READY, journey.story()


@every_order("create.*", "start.*", "db.*", "timer", at_most=30)
def test_no_slow_answer_is_overtaken(stage: Stage) -> None:
    """However long create, start and what they write take, the tab finds what was written."""
    journey = stage.starter_in_new_tab().start()

    assert journey.runner.answered_by is STORAGE, journey.story()


@every_order("starter.*", "runner.*", "timer", at_most=30)
def test_no_wait_of_a_page_ends_before_what_it_waits_for(stage: Stage) -> None:
    """However long the pages take to write, read and show, the tab finds what was written."""
    journey = stage.starter_in_new_tab().start()

    assert journey.runner.answered_by is STORAGE, journey.story()


@every_order("storage.visible", "runner.*", "session.*", "timer", at_most=30)
def test_an_entry_may_be_seen_late(stage: Stage) -> None:
    """Whenever the new tab gets to see what was written, by one layer or the other it is ready."""
    journey = stage.starter_in_new_tab().start()

    assert journey.runner.ended is READY, journey.story()
