import base64
import json

from pydantic import JsonValue

from harness.init.storage import auth_keys, entry_keys, entry_of, old, reader_key, uid_in
from harness.init.tests.seen import SESSION

ANSWER: JsonValue = {"id": SESSION, "question": "Why?", "name": "Ann"}
KEPT = json.dumps({"build": 4, "holder": "uid-1", "content": ANSWER})


def test_the_entry_is_the_new_key_that_names_the_session() -> None:
    before = {"auth": "x"}
    after = {**before, f"seen:{SESSION}": "1", f"rr:{SESSION}": KEPT, "theme": "dark"}

    assert entry_keys(before, after, SESSION) == (f"rr:{SESSION}", f"seen:{SESSION}")


def test_payload_reader_and_the_rest_are_told_apart() -> None:
    entry = entry_of(f"rr:{SESSION}", KEPT, SESSION, ANSWER, "uid-1")

    assert (entry.key, entry.payload, entry.reader) == ("rr:{id}", "content", "holder")
    assert entry.fixed == {"build": 4}
    assert old(entry.fixed) == {"build": 3}


def test_an_entry_may_be_the_payload_itself() -> None:
    entry = entry_of(SESSION, json.dumps(ANSWER), SESSION, ANSWER, "uid-1")

    assert (entry.key, entry.payload, entry.reader, entry.fixed) == ("{id}", "", "", {})


def test_a_text_that_is_no_json_is_an_entry_without_parts() -> None:
    assert entry_of(f"k:{SESSION}", "yes", SESSION, ANSWER, "u").payload == ""


def test_signing_in_is_known_by_what_it_stores() -> None:
    stored = {"theme": "dark", "auth:uid": "uid-1", "auth:user": "{}"}

    assert auth_keys({"theme": "dark"}, stored) == ("auth:uid", "auth:user")
    assert reader_key(stored, "uid-1") == "auth:uid"
    assert reader_key(stored, "") == ""


def test_a_token_says_whom_it_is_about() -> None:
    claims = base64.urlsafe_b64encode(json.dumps({"sub": "uid-1"}).encode()).decode().rstrip("=")

    assert uid_in(f"head.{claims}.signature") == "uid-1"
    assert uid_in("opaque") == ""
    assert uid_in("a.é.b") == ""
