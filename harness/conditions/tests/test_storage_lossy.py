import pytest

from harness.conditions.condition import BY_SERVER, BY_STORAGE
from harness.conditions.tests.playing import (
    Play,
    assert_ends_as_said,
    assert_off,
    end_of,
    inside,
    open_pair,
    served,
)
from harness.conditions.tests.wires import asked_by
from harness.conditions.wire import StorageRule
from harness.model.event import Phase

STORED = """localStorage.getItem('interview:init:' + location.pathname.split('/').pop()) !== null"""
WRITES = """[1, 2].map(() => {
  const key = 'interview:init:' + location.pathname.split('/').pop();
  localStorage.setItem(key, 'x');
  return localStorage.getItem(key) !== null;
})"""


@pytest.mark.parametrize(("name", "writes"), [("storage-lossy", 1), ("storage-lossy:2", 2)])
def test_it_asks_for_its_rule(name: str, writes: int) -> None:
    assert asked_by(name) == [("storage", StorageRule(lost_writes=writes))]


@pytest.mark.browser
def test_the_first_write_of_both_tabs_comes_to_nothing_and_the_second_is_there(play: Play) -> None:
    stage = play("storage-lossy")

    pair = open_pair(stage, in_opener=False, in_popup=False)

    for trace in pair.traces:
        [write] = trace.entry_events("storage.write")
        assert write.kind is Phase.OK
    assert pair.both(STORED) == (False, False)
    assert pair.ends == (BY_SERVER, BY_SERVER)
    assert len(served(stage)) == 2
    assert pair.both(WRITES) == ([True, True], [True, True])


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "end"), [("storage-lossy", BY_STORAGE), ("storage-lossy:2", BY_SERVER)]
)
def test_a_starter_writes_once_more(play: Play, name: str, end: object) -> None:
    starter = play(name).starter("org")

    runner = starter.start().runner

    assert end_of(runner) == end
    assert inside(starter.opened, STORED) is (end == BY_STORAGE)


@pytest.mark.browser
def test_a_sound_app_gets_there(play: Play) -> None:
    assert_ends_as_said(play, "storage-lossy")
    pair = open_pair(assert_off(play), in_opener=False, in_popup=False)
    assert pair.both(STORED) == (True, True)
