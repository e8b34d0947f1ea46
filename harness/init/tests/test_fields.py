from pydantic import JsonValue

from harness.init.fields import payload_fields, reported

PAYLOAD: JsonValue = {
    "session": {"id": "abcd", "index": 0, "startTime": "2026-01-02T03:04:05Z", "history": []},
    "firstQuestion": {"question": "Why here?"},
    "studentName": "Ann Lee",
    "id": "abcd",
}


def test_a_payloads_parts_are_known_by_value_and_name() -> None:
    found = payload_fields(PAYLOAD, "abcd", "Ann Lee Why here? Submit")

    assert found == {
        "id": "id",
        "required": ["session", "firstQuestion", "studentName", "id"],
        "nonce": "studentName",
        "times": ["session.startTime"],
        "index": "session.index",
        "question": "firstQuestion.question",
        "history": "session.history",
    }


def test_what_a_person_does_not_see_is_no_nonce() -> None:
    found = payload_fields(PAYLOAD, "abcd", "Submit")

    assert "nonce" not in found
    assert payload_fields(None, "abcd", "") == {}


def test_a_reports_keys_are_known_by_their_names() -> None:
    sent: JsonValue = {
        "v": 1,
        "run": "x",
        "via": "lobby",
        "source": "storage",
        "result": "ready",
        "tries": 1,
    }

    assert reported(sent) == {
        "version": "v",
        "load": "run",
        "starter": "via",
        "layer": "source",
        "outcome": "result",
        "attempts": "tries",
    }
    assert reported("text") == {}
