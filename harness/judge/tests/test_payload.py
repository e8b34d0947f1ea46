import pytest

from harness.invariants.tests.build import PAYLOAD, QUESTION, SESSION, changed
from harness.judge.payload import (
    ABSENT,
    at,
    difference,
    fault_of,
    history_of,
    index_of,
    instant,
    names,
    questions_of,
)
from harness.model.event import Json
from harness.model.rules import Rules

RULES = Rules()


def test_a_dotted_path_leads_inside() -> None:
    assert at(PAYLOAD, "apiSession.userId") == "u1"
    assert at(PAYLOAD, "apiSession.none.at.all") is ABSENT
    assert at(PAYLOAD, "") is PAYLOAD


def test_a_payload_has_no_fault() -> None:
    assert fault_of(PAYLOAD, RULES) == ""


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        (None, "no object"),
        ([1], "no object"),
        (changed("scope", None), "lacks 'scope'"),
        (changed("firstQuestion.question", "  "), "is no question"),
        (changed("apiSession.currentQuestionIndex", -1), "is no count"),
        (changed("apiSession.currentQuestionIndex", True), "is no count"),
        (changed("apiSession.conversationHistory", "x"), "is no list"),
    ],
)
def test_what_is_no_payload_is_told_why(value: Json, fault: str) -> None:
    assert fault in fault_of(value, RULES)


def test_a_payload_names_its_session_by_either_id() -> None:
    assert names(PAYLOAD, SESSION, "iv1", RULES)
    assert not names(changed("firestoreInterviewId", "iv2"), SESSION, "iv1", RULES)


def test_the_questions_are_the_first_and_the_history() -> None:
    assert questions_of(PAYLOAD, RULES) == (QUESTION, QUESTION)
    assert history_of(
        changed("apiSession.conversationHistory", ["a", {"text": "b"}, 3]), RULES
    ) == (
        "a",
        "b",
    )


def test_the_index_is_a_count_or_nothing() -> None:
    assert index_of(changed("apiSession.currentQuestionIndex", 2), RULES) == 2
    assert index_of({}, RULES) is None


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("apiSession.userId", "u2"),
        ("apiSession.currentQuestionIndex", False),
        ("apiSession.conversationHistory", []),
        ("apiSession.startTime", "2026-01-02T03:04:06Z"),
        ("orgId", None),
    ],
)
def test_a_difference_is_named_by_its_path(path: str, value: Json) -> None:
    assert difference(PAYLOAD, changed(path, value), RULES) == path


def test_a_difference_within_a_list_is_named() -> None:
    history: Json = [{"role": "student", "content": QUESTION}]

    found = difference(PAYLOAD, changed("apiSession.conversationHistory", history), RULES)

    assert found == "apiSession.conversationHistory.0.role"


def test_instants_are_equal_in_any_zone() -> None:
    other = changed("apiSession.startTime", "2026-01-02T04:04:05.000+01:00")

    assert difference(PAYLOAD, other, RULES) == ""
    assert instant("yesterday") is None
