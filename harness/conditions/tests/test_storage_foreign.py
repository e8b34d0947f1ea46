from typing import Any

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
    assert asked_by("storage-foreign") == [("storage", StorageRule(entry="foreign"))]


@pytest.mark.browser
def test_both_tabs_find_another_sessions_entry(play: Play) -> None:
    stage = play("storage-foreign")

    pair = open_pair(stage, in_opener=True, in_popup=True)

    for trace in pair.traces:
        entry: Any = first_read(trace).detail["value"]
        assert trace.session is not None
        assert trace.session.payload is not None
        assert entry["payload"].keys() == trace.session.payload.keys()
        assert entry["payload"]["firestoreInterviewId"] != trace.session.document_id
    assert pair.ends == (BY_SERVER, BY_SERVER)
    assert len(served(stage)) == 2


@pytest.mark.browser
def test_a_sound_app_gets_there(play: Play) -> None:
    assert_ends_as_said(play, "storage-foreign")
    assert_off(play)
