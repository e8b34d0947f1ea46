import pytest

from harness.conditions.condition import BY_SERVER
from harness.conditions.tests.playing import (
    Play,
    assert_ends_as_said,
    assert_off,
    first_read,
    inside,
    open_pair,
    served,
)
from harness.conditions.tests.wires import asked_by
from harness.conditions.wire import StorageRule
from harness.model.word import Topology

READS = """(() => {
  const key = 'interview:init:' + location.pathname.split('/').pop();
  return [1, 2, 3].map(() => localStorage.getItem(key) !== null);
})()"""


@pytest.mark.parametrize(("name", "reads"), [("storage-late", 1), ("storage-late:3", 3)])
def test_it_asks_for_its_rule(name: str, reads: int) -> None:
    assert asked_by(name) == [("storage", StorageRule(late_reads=reads))]


@pytest.mark.browser
def test_both_tabs_look_too_early(play: Play) -> None:
    stage = play("storage-late")

    pair = open_pair(stage, in_opener=True, in_popup=True)

    assert [first_read(it).detail["found"] for it in pair.traces] == [False, False]
    assert pair.ends == (BY_SERVER, BY_SERVER)
    assert len(served(stage)) == 2


@pytest.mark.browser
def test_the_read_after_those_sees_the_write(play: Play) -> None:
    # Nobody is signed in, so the app reads once in each tab and writes nothing.
    stage = play("storage-late:3", "signed-out")
    session = stage.session(in_storage=True)
    opener = stage.tab()
    opener.open(session)
    popup = opener.open_again(session, Topology.NEW_WINDOW)

    assert inside(opener, READS) == [False, False, True]
    assert inside(popup, READS) == [False, False, True]


@pytest.mark.browser
def test_a_sound_app_gets_there(play: Play) -> None:
    assert_ends_as_said(play, "storage-late")
    assert_off(play)
