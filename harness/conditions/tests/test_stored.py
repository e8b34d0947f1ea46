import pytest

from harness.conditions.condition import BY_SERVER, BY_STORAGE
from harness.conditions.registry import condition_named
from harness.conditions.stored import storage_condition
from harness.conditions.tests.cases import ENTRIES
from harness.conditions.tests.playing import (
    Play,
    assert_off,
    end_of,
    load,
    open_pair,
    served,
)
from harness.conditions.tests.wires import asked_by
from harness.conditions.wire import StorageRule


def test_it_claims_what_it_is_told_to_and_no_more() -> None:
    made = storage_condition("it", "line", "storage.reads", StorageRule(), stored=BY_STORAGE)

    assert made.claims == {"storage.reads"}
    assert made.needs == frozenset()
    assert made.empty == BY_SERVER


@pytest.mark.parametrize("name", ENTRIES)
def test_a_condition_of_the_entry_asks_for_its_rule(name: str) -> None:
    rule, _ = ENTRIES[name]

    assert asked_by(name) == [("storage", StorageRule(entry=rule))]


@pytest.mark.browser
@pytest.mark.parametrize("name", ENTRIES)
def test_both_tabs_find_what_it_says_and_a_sound_app_gets_there(play: Play, name: str) -> None:
    said, (_, look) = condition_named(name), ENTRIES[name]
    stage = play(name)

    pair = open_pair(stage, in_opener=True, in_popup=True)

    for trace in pair.traces:
        look(trace)
    assert pair.ends == (BY_SERVER, BY_SERVER) == (said.stored, said.stored)
    assert len(served(stage)) == 2
    assert end_of(load(stage, in_storage=False)) == BY_SERVER == said.empty


@pytest.mark.browser
def test_after_each_of_them_the_entry_is_left_alone(play: Play) -> None:
    for name in ENTRIES:
        assert end_of(load(play(name), in_storage=True)) == BY_SERVER

    assert_off(play)
