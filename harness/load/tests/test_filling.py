import uuid
from datetime import datetime

from pydantic import JsonValue

from harness.load.filling import filled, named_in

SOURCES: dict[str, JsonValue] = {
    "create": {"id": "a1", "turn": 3, "tags": ["x"]},
    "uid": "ada",
    "visitor": {},
}


def test_a_name_alone_takes_the_value_as_it_is() -> None:
    asked: JsonValue = {
        "id": "{create.id}",
        "at": "{create.turn}",
        "tags": ["{create.tags}"],
        "who": "{uid}",
    }

    assert filled(asked, SOURCES) == {"id": "a1", "at": 3, "tags": [["x"]], "who": "ada"}


def test_a_name_within_a_text_becomes_a_part_of_it() -> None:
    assert filled("/rooms/{create.id}/{create.turn}", SOURCES) == "/rooms/a1/3"


def test_other_braces_are_somebody_elses() -> None:
    query = "query { room(id: $id) {id} }"

    assert filled({"query": query, "n": 1, "no": None}, SOURCES) == {
        "query": query,
        "n": 1,
        "no": None,
    }


def test_what_nobody_told_is_null() -> None:
    assert filled({"a": "{start.session}", "b": "x{visitor.name}"}, SOURCES) == {
        "a": None,
        "b": "x",
    }


def test_ids_and_instants_are_made_anew() -> None:
    one, other = filled("{uuid}", {}), filled("{uuid}", {})

    assert str(uuid.UUID(str(one))) != other
    assert datetime.fromisoformat(str(filled("{now}", {}))).tzinfo is not None
    assert isinstance(filled("{now_ms}", {}), int)


def test_the_names_of_a_template_are_known() -> None:
    assert named_in({"a": ["{create.id}", "{id}"], "b": "x{uid}"}) == ("create.id", "uid")
