import pytest

from harness.conditions.condition import BY_SERVER
from harness.conditions.tests.playing import (
    Play,
    assert_ends_as_said,
    assert_off,
    first_read,
    open_pair,
    served,
)
from harness.conditions.tests.wires import asked_by
from harness.conditions.wire import StorageRule


def test_it_asks_for_its_rule() -> None:
    assert asked_by("storage-empty") == [("storage", StorageRule(entry="empty"))]


@pytest.mark.browser
def test_neither_tab_finds_an_entry(play: Play) -> None:
    stage = play("storage-empty")

    pair = open_pair(stage, in_opener=True, in_popup=True)

    for trace in pair.traces:
        assert first_read(trace).detail["found"] is False
    assert pair.ends == (BY_SERVER, BY_SERVER)
    assert len(served(stage)) == 2


@pytest.mark.browser
def test_a_sound_app_gets_there(play: Play) -> None:
    assert_ends_as_said(play, "storage-empty")
    assert_off(play)


@pytest.mark.browser
def test_a_starter_that_reads_back_what_it_wrote_is_left_alone(play: Play) -> None:
    journey = play("storage-empty").starter("org").start()

    wrote = [it for it in journey.events if it.what == "storage.write" and it.actor == "tab-1"]
    assert [it.text("role") for it in wrote] == ["entry"]
    assert journey.runner.answered_by is BY_SERVER.layer
