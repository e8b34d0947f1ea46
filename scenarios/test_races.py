"""A start-up in every order in which its steps may fall, instead of the one that usually comes."""

from harness.scenario import READY, Stage, every_order


@every_order("create.*", "start.*", "document.*", "session.*", "timer", at_most=20)
def test_whatever_comes_first_the_session_is_reached(stage: Stage, starter: str) -> None:
    """However calls, answers, the document and short waits fall, the load ends ready."""
    journey = stage.starter(starter).start()

    assert journey.runner.ended is READY, journey.story()
