"""Starters: a click creates a session, and opens it."""

from harness.scenario import READY, STORAGE, Stage


def test_a_started_session_opens_from_storage(stage: Stage, starter: str) -> None:
    """The starter writes to storage, and its tab is ready from there."""
    journey = stage.starter(starter).start()

    assert journey.runner.ended is READY, journey.story()
    assert journey.runner.answered_by is STORAGE
