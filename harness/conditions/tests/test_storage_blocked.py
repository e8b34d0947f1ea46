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

LOOKS = (
    "(() => { try { window[NAME].length; return 'open'; } catch (error) { return error.name; } })()"
)


@pytest.mark.parametrize(
    ("name", "access"),
    [("storage-blocked", "throws"), ("storage-blocked:entries", "entries-throw")],
)
def test_it_asks_for_its_rule(name: str, access: str) -> None:
    assert asked_by(name) == [("storage", StorageRule(access=access))]


@pytest.mark.browser
@pytest.mark.parametrize("area", ["localStorage", "sessionStorage"])
def test_every_access_throws_in_both_tabs(play: Play, area: str) -> None:
    look = LOOKS.replace("NAME", f"'{area}'")
    stage = play("storage-blocked")

    pair = open_pair(stage, in_opener=True, in_popup=True)

    assert pair.both(look) == ("SecurityError", "SecurityError")
    for trace in pair.traces:
        assert trace.named("storage.read")[0].text("threw").startswith("SecurityError")
    assert pair.ends == (BY_SERVER, BY_SERVER)
    assert len(served(stage)) == 2
    assert open_pair(play(), in_opener=True, in_popup=True).both(look) == ("open", "open")


@pytest.mark.browser
def test_entries_alone_throw_in_both_tabs(play: Play) -> None:
    stage = play("storage-blocked:entries")

    pair = open_pair(stage, in_opener=True, in_popup=True)

    for trace in pair.traces:
        assert first_read(trace).text("threw").startswith("SecurityError")
        assert trace.entry_events("storage.write")[0].text("threw").startswith("SecurityError")
    assert pair.both("localStorage['auth:uid'] !== undefined") == (True, True)
    assert pair.ends == (BY_SERVER, BY_SERVER)
    assert len(served(stage)) == 2


@pytest.mark.browser
@pytest.mark.parametrize("name", ["storage-blocked", "storage-blocked:entries"])
def test_a_sound_app_ends_as_said(play: Play, name: str) -> None:
    assert_ends_as_said(play, name)
    assert_off(play)
