import json

import pytest
from pydantic import JsonValue

from harness.errors import BadProfile
from harness.profile.template import as_stored, at, filled_in, placed


def test_a_lone_name_keeps_the_values_type() -> None:
    assert filled_in({"at": "{t}", "n": ["{t} ms", True]}, {"t": 5}) == {
        "at": 5,
        "n": ["5 ms", True],
    }


def test_a_text_is_stored_as_it_is_and_a_table_as_json() -> None:
    assert as_stored("{uid}", {"uid": "u1"}) == "u1"
    assert json.loads(as_stored({"uid": "{uid}"}, {"uid": "u1"})) == {"uid": "u1"}


def test_a_name_without_value_is_refused() -> None:
    with pytest.raises(BadProfile, match=r"\{who\}"):
        filled_in({"a": "{who}"}, {"uid": "u1"})


@pytest.mark.parametrize(
    ("path", "found"),
    [("", {"a": [{"b": 1}]}), ("a.0.b", 1), ("a.1.b", None), ("a.b", None), ("x.y", None)],
)
def test_a_path_leads_to_what_stands_there(path: str, found: object) -> None:
    assert at({"a": [{"b": 1}]}, path) == found


def test_a_value_is_placed_without_changing_the_document() -> None:
    before: JsonValue = {"a": {"b": 1}}

    assert placed(before, "a.c.d", 2) == {"a": {"b": 1, "c": {"d": 2}}}
    assert before == {"a": {"b": 1}}


def test_the_empty_path_is_the_document_itself() -> None:
    assert placed({"a": 1}, "", [2]) == [2]


def test_a_path_through_a_number_is_refused() -> None:
    with pytest.raises(BadProfile, match="is no table"):
        placed({"a": 1}, "a.b", 2)
