"""The walks are those of an application of another make, `examples/nextjs`: two ids, a start whose
answer is put together by the page, and no word of the contract's.
"""

import json
from dataclasses import replace

import pytest
from pydantic import JsonValue

from harness.errors import BadSetting
from harness.load.account import Account, Lent
from harness.load.call import Call
from harness.load.lesson import learnt
from harness.load.person import Person
from harness.load.script import script_of
from harness.load.start import answered, start
from harness.load.tests.world import VirtualClock
from harness.load.walk import Heard, Replied, Walk
from harness.load.world import Answer
from harness.profile.load import load_profile

PROFILE = load_profile("examples/nextjs/layerproof.toml")
VALUES = {"name": "Nadia Haddad", "email": "nadia@rehearsal.test", "password": "rehearse"}
OPENING: JsonValue = {"text": "Why here?", "kind": "open"}


def progress(position: int) -> JsonValue:
    turns: list[JsonValue] = [{"by": "coach", "text": "Why here?"}]
    person: JsonValue = {"name": "Nadia Haddad"}
    return {
        "track": "study",
        "person": person,
        "position": position,
        "turns": turns * (position + 1),
    }


def content(room: str, rehearsal: str, position: int) -> JsonValue:
    return {
        "room": room,
        "rehearsal": rehearsal,
        "track": "study",
        "name": "Nadia Haddad",
        "audience": "personal",
        "organisation": "lakeside",
        "opening": OPENING,
        "progress": progress(position),
    }


def walk(room: str, rehearsal: str) -> Walk:
    planned: JsonValue = {"room": room, "rehearsal": rehearsal, "organisation": "lakeside"}
    create = Heard("POST", "/api/rehearsals", {"track": "study"}, 201, planned)
    said: JsonValue = {
        "rehearsal": rehearsal,
        "candidate": "u-nadia",
        "track": "study",
        "visa": "study",
        "person": {"name": "Nadia Haddad"},
    }
    begun: JsonValue = {
        "room": room,
        "rehearsal": rehearsal,
        "progress": progress(0),
        "prompt": OPENING,
    }
    begin = Heard("POST", "/api/rehearsals/begin", said, 200, begun)
    replies = tuple(replied(room, rehearsal, position) for position in (0, 1))
    stored = content(room, rehearsal, 0)
    return Walk(create, begin, room, rehearsal, "", stored, "from=drill", "u-nadia", replies)


def replied(room: str, rehearsal: str, position: int) -> Replied:
    text = f"Answer {position}"
    said: JsonValue = {"rehearsal": rehearsal, "text": text, "position": position}
    told: JsonValue = {
        "rehearsal": rehearsal,
        "progress": progress(position + 1),
        "prompt": OPENING,
    }
    heard = Heard("POST", "/api/rehearsals/reply", said, 200, told)
    after = content(room, rehearsal, position + 1)
    return Replied(text, heard, content(room, rehearsal, position), after)


WALKS = (walk("room-one", "reh-one"), walk("room-two", "reh-two"))


class App:
    """Answers as the walks' application does, of a third session."""

    def __init__(self) -> None:
        self.third = walk("room-three", "reh-three")
        self.sent: list[Call] = []

    def __call__(self, call: Call, /) -> Answer:
        self.sent.append(call)
        it = self.third
        assert it.start is not None
        known = {"create": it.create, "start": it.start, "answer": it.replies[0].heard}
        heard = known[call.name]
        assert (call.method, call.path, call.body) == (heard.method, heard.path, heard.said)
        return Answer(heard.status, body=_text(heard.told))


def _text(value: JsonValue) -> str:
    return json.dumps(value)


def test_what_was_learnt_starts_another_session() -> None:
    script = script_of(learnt(WALKS, VALUES), PROFILE)
    app, rules = App(), PROFILE.rules()
    person = Person(app, VirtualClock(), {}, rules.reader_key, script)
    lent = Lent("owner", "u-nadia", "token", values=VALUES)
    person.sign_in(Account("", "", VALUES, lent))

    it = start(app, person, script, rules)

    assert (it.url_id, it.document_id, it.entry_id) == ("room-three", "reh-three", "room-three")
    assert it.payload == app.third.stored
    assert [call.token for call in app.sent] == ["token", "token"]
    assert script.query == "from=drill"


def test_no_secret_is_in_what_was_learnt() -> None:
    text = learnt(WALKS, VALUES).model_dump_json()

    assert 'rehearse"' not in text
    assert "Nadia" not in text


def test_an_application_that_creates_and_starts_in_one_has_no_start() -> None:
    alone = [replace(it, start=None, stored=None, replies=()) for it in WALKS]

    found = learnt(alone, VALUES)

    assert (found.start, found.payload, found.answer) == (None, None, None)
    assert found.url_id == "{create.room}"


def test_an_id_that_the_page_makes_is_the_one_that_it_says() -> None:
    one, two = "6f1c7a52-52a8-4bb5-9d3c-6b1f7a1d9a10", "0f1c7a52-52a8-4bb5-9d3c-6b1f7a1d9a11"
    walks = [
        Walk(Heard("POST", "/rooms", {"key": it}, 201, {"ok": True}), None, url_id=it)
        for it in (one, two)
    ]

    found = learnt(walks, VALUES)

    assert found.create.body == {"key": "{uuid}"}
    assert found.url_id == "{said.create.key}"


@pytest.mark.parametrize(
    ("said", "key"),
    [({"seal": "k7"}, "load.create.body"), ({"track": "study"}, "load.url_id")],
)
def test_what_cannot_be_learnt_names_the_key(said: JsonValue, key: str) -> None:
    first = Walk(Heard("POST", "/rooms", said, 201, {}), None, url_id="a")
    other: JsonValue = {"seal": "p9"} if "load.create" in key else said
    second = Walk(Heard("POST", "/rooms", other, 201, {}), None, url_id="b")

    with pytest.raises(BadSetting, match=key):
        learnt([first, second], VALUES)


def test_what_is_no_json_cannot_be_said() -> None:
    walks = [Walk(Heard("POST", "/rooms", "a=1", 201, {"id": it}), None, it) for it in "ab"]

    with pytest.raises(BadSetting, match="is no JSON"):
        learnt(walks, VALUES)


def test_an_answer_moves_the_payload_on() -> None:
    script = script_of(learnt(WALKS, VALUES), PROFILE)
    app, rules = App(), PROFILE.rules()
    person = Person(app, VirtualClock(), {}, rules.reader_key, script)
    person.sign_in(Account("", "", VALUES, Lent("owner", "u-nadia", "token", values=VALUES)))
    it = start(app, person, script, rules)
    reply = app.third.replies[0].heard
    assert isinstance(reply.said, dict)
    reply.said["text"] = "Because of its laboratories."

    moved, has_question = answered(app, person, script, it)

    assert moved.payload == app.third.replies[0].after
    assert not has_question
