from dataclasses import replace

import pytest
from pydantic import JsonValue

from harness.load.payload import is_payload, parsed
from harness.model.rules import Rules

CONTRACT = Rules()
ROOM = replace(CONTRACT, payload_required=("room", "progress.turns"), payload_id="room")


@pytest.mark.parametrize("text", ["", "NaN", "[Infinity]", "{", "[" * 100_000])
def test_what_a_browser_cannot_parse_is_no_json(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parsed(text)


@pytest.mark.parametrize("value", [None, 7, "x", [], {}, {"apiSession": []}])
@pytest.mark.parametrize("rules", [CONTRACT, ROOM])
def test_anything_else_is_no_payload(value: JsonValue, rules: Rules) -> None:
    assert not is_payload(value, rules)


def test_another_apps_payload_has_what_its_profile_requires() -> None:
    assert is_payload({"room": "a", "progress": {"turns": []}}, ROOM)
    assert not is_payload({"room": "a", "progress": {"turns": None}}, ROOM)
    assert not is_payload({"room": "a", "progress": {"turns": []}}, CONTRACT)
