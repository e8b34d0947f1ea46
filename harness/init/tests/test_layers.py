from dataclasses import replace

from harness.init.facts import Facts
from harness.init.layers import layers
from harness.init.tests.rooms import BEGUN, HOME, RUNNER, WALK
from harness.init.tests.seen import DOCUMENT, SESSION, SITE, asked
from harness.init.toml import Key
from harness.init.walk import Account, Walk


def tables(walk: Walk = WALK) -> dict[str, dict[str, Key]]:
    return {it.path: {key.name: key for key in it.keys} for it in layers(Facts(walk))}


def test_the_entry_is_told_with_who_may_read_it_and_what_else_it_holds() -> None:
    storage = {name: key.value for name, key in tables()["storage"].items() if key.found}

    assert storage == {
        "entry": "rr:{id}",
        "payload": "content",
        "reader": "holder",
        "reader_key": "me",
        "auth": ["me"],
        "fixed": {"build": 4},
        "old": {"build": 3},
    }


def test_an_app_that_stored_nothing_has_its_entry_to_be_filled_in() -> None:
    storage = tables(Walk(SITE, (HOME,), (replace(BEGUN, after=BEGUN.before),), RUNNER))["storage"]

    assert not storage["entry"].found
    assert "{id}" in storage["entry"].todo


def test_a_documents_id_is_read_from_the_answer() -> None:
    ids = tables()["ids"]

    assert ids["document"].value == {"answer": "create", "field": "rehearsal"}
    assert ids["pattern"].value == "[0-9a-f]{8}-[0-9a-f-]{27}"
    assert ids["unknown"].value not in (SESSION, DOCUMENT)


def test_each_request_is_told_by_what_it_was_for() -> None:
    api = {name: key.value for name, key in tables()["api"].items() if key.found}

    assert api == {
        "session": "GET /api/rooms/{id}",
        "create": ["POST /api/rooms"],
        "start": "POST /api/begin",
        "answer": "POST /api/reply",
        "auth": ["POST /identity"],
        "telemetry": "POST /api/pulse",
    }


def test_a_password_that_is_not_known_names_no_request() -> None:
    anonymous = replace(HOME, account=Account("owner", "", "", "P"))
    blank = (asked("POST", "/track", {"note": ""}),)
    walk = Walk(SITE, (replace(anonymous, exchanges=blank),), (BEGUN,), RUNNER)

    assert not tables(walk)["api"]["auth"].found


def test_other_starters_may_create_in_another_way() -> None:
    other = asked("POST", "/api/desk/rooms", {}, {"room": "r-2222"})
    begun = replace(BEGUN, url=f"{SITE}/room/r-2222", exchanges=(other,), after={})

    api = tables(Walk(SITE, (HOME,), (BEGUN, begun), RUNNER))["api"]

    assert api["create"].value == ["POST /api/rooms", "POST /api/desk/rooms"]


def test_the_payload_and_the_report_are_told_by_their_own_keys() -> None:
    found = tables()

    assert found["payload"]["id"].value == "room"
    assert found["payload"]["required"].value == ["room", "name", "opening", "turns"]
    assert {name: key.value for name, key in found["telemetry"].items()} == {
        "version": "v",
        "load": "run",
    }
