import pytest

from harness.conditions.condition import BY_SERVER
from harness.conditions.tests.playing import Play


@pytest.mark.browser
def test_a_starter_that_reads_back_what_it_wrote_is_left_alone(play: Play) -> None:
    journey = play("storage-empty").starter("org").start()

    wrote = [it for it in journey.events if it.what == "storage.write" and it.actor == "tab-1"]
    assert [it.text("role") for it in wrote] == ["entry"]
    assert journey.runner.answered_by is BY_SERVER.layer
