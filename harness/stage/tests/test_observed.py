"""What pages said is found again without knowing a field by name."""

import pytest

from harness.errors import NotObserved, Unnamed
from harness.invariants.tests.build import Tape, loaded
from harness.model.event import Json
from harness.model.request import Request
from harness.model.rules import Rules
from harness.model.word import Role
from harness.stage.observed import (
    answered_in,
    call_in,
    counterpart,
    said_again,
    said_in,
    texts_in,
    with_counterparts,
    with_text,
)

TOLD: Json = {"org": "north", "its": {"key": "iv1", "address": "a-1"}}
OTHER: Json = {"org": "north", "its": {"key": "iv2", "address": "a-2"}}


def call(role: str, sent: Json, answer: Json) -> Request:
    """A call of that role."""
    tape = loaded().called(role, 200, body=answer, more={"sent": sent})
    return call_in(tape.journey(), Role(role))


def test_the_last_answered_call_counts() -> None:
    tape = loaded().called("start", 201).called("start", 503).called("start", None)

    assert call_in(tape.journey(), Role.START).status == 503


def test_a_call_that_nobody_made_is_not_observed() -> None:
    with pytest.raises(NotObserved, match="create"):
        call_in(Tape().journey(), Role.CREATE)


def test_an_id_is_what_the_start_says_again() -> None:
    create = call("create", {"r": "f1"}, {"org": "north", "key": "iv1"})
    start = call("start", {"to": {"interview": "iv1"}, "r": "f1"}, {})

    assert said_again(create, start) == {"iv1"}


def test_a_start_that_says_nothing_of_it_is_not_observed() -> None:
    with pytest.raises(NotObserved):
        said_again(call("create", {}, {"key": "iv1"}), call("start", {"other": "iv2"}, {}))


def test_another_session_s_ids_stand_where_this_one_s_do() -> None:
    assert counterpart("a-1", TOLD, OTHER) == "a-2"
    assert with_counterparts({"to": ["iv1", "north"], "n": 1}, TOLD, OTHER) == {
        "to": ["iv2", "north"],
        "n": 1,
    }


@pytest.mark.parametrize("other", [None, "iv2", {"its": {"key": 7}}, {"its": ["iv2"]}])
def test_what_the_other_answer_has_not_is_not_observed(other: Json) -> None:
    with pytest.raises(NotObserved, match="in the place of 'iv1'"):
        counterpart("iv1", TOLD, other)


def test_a_body_that_is_no_table_is_not_observed() -> None:
    told = call("start", "text", "text")

    for read in (said_in, answered_in):
        with pytest.raises(NotObserved):
            read(told)


def test_texts_are_found_and_replaced_however_deep() -> None:
    body: Json = {"a": ["x", {"b": "y"}], "c": 1, "d": None}

    assert list(texts_in(body)) == ["x", "y"]
    assert with_text(body, "y", "z") == {"a": ["x", {"b": "z"}], "c": 1, "d": None}


def test_a_call_that_the_profile_does_not_name_is_not_looked_for() -> None:
    journey = loaded().journey(rules=Rules(unnamed=("api.start",)))

    with pytest.raises(Unnamed, match=r"names no 'api\.start'"):
        call_in(journey, Role.START)
