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
    assert asked_by("storage-corrupt") == [("storage", StorageRule(entry="corrupt"))]


@pytest.mark.browser
def test_both_tabs_find_what_is_no_json(play: Play) -> None:
    stage = play("storage-corrupt")

    pair = open_pair(stage, in_opener=True, in_popup=True)

    for trace in pair.traces:
        read = first_read(trace)
        assert read.detail["found"] is True
        # What is JSON is told parsed.
        assert isinstance(read.detail["value"], str)
    assert pair.ends == (BY_SERVER, BY_SERVER)
    assert len(served(stage)) == 2


@pytest.mark.browser
def test_a_sound_app_gets_there(play: Play) -> None:
    assert_ends_as_said(play, "storage-corrupt")
    assert_off(play)
