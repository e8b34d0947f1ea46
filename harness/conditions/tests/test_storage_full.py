import pytest

from harness.conditions.condition import BY_SERVER
from harness.conditions.tests.playing import (
    Play,
    assert_ends_as_said,
    assert_off,
    open_pair,
    served,
)
from harness.conditions.tests.wires import asked_by
from harness.conditions.wire import StorageRule

WRITES = """(() => {
  try { localStorage.setItem('x', ''); return 'written'; } catch (error) { return error.name; }
})()"""


def test_it_asks_for_its_rule() -> None:
    assert asked_by("storage-full") == [("storage", StorageRule(access="full"))]


@pytest.mark.browser
def test_neither_tab_can_write_one_character_more(play: Play) -> None:
    stage = play("storage-full")

    pair = open_pair(stage, in_opener=False, in_popup=False)

    assert pair.both(WRITES) == ("QuotaExceededError", "QuotaExceededError")
    assert pair.both("localStorage['auth:uid'] !== undefined") == (True, True)
    for trace in pair.traces:
        assert trace.entry_events("storage.write")[0].text("threw").startswith("QuotaExceeded")
    assert pair.ends == (BY_SERVER, BY_SERVER)
    assert len(served(stage)) == 2
    free = open_pair(play(), in_opener=True, in_popup=True)
    assert free.both(WRITES) == ("written", "written")


@pytest.mark.browser
def test_a_sound_app_gets_there(play: Play) -> None:
    assert_ends_as_said(play, "storage-full")
    assert_off(play)
