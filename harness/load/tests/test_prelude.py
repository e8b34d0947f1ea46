import json

import pytest

from harness.load.account import Account
from harness.load.entry import decode
from harness.load.journey import Journey
from harness.load.person import Person
from harness.load.prelude import Prelude
from harness.load.start import NotStarted
from harness.load.tests.test_start import QUESTION, SESSION, Server
from harness.load.tests.world import RULES, SCRIPT, VirtualClock
from harness.load.world import Answer
from harness.model.word import Layer

STORAGE, SERVER = Layer.STORAGE, Layer.SERVER
KEY = "interview:init:abc"
MOVED = {**SESSION, "currentQuestionIndex": 1}


class Stage:
    """A prelude on a server that counts what is asked."""

    def __init__(self, journey: Journey, **answers: Answer) -> None:
        asked = Answer(200, body=json.dumps({"session": MOVED, "question": QUESTION}))
        self.server = Server(**{"answer": asked, **answers})
        self.calls: list[str] = []
        self.storage: dict[str, str] = {}
        person = Person(self._send, VirtualClock(), self.storage, "auth:uid", SCRIPT)
        self.prelude = Prelude(journey, Account(), person, self._send, self.storage, RULES, SCRIPT)

    def _send(self, call: object, /) -> Answer:
        self.calls.append(getattr(call, "name", ""))
        return self.server(call)  # type: ignore[arg-type]  # a call of ours


@pytest.mark.parametrize("journey", [Journey.MIXED, Journey.FAST_PATH, Journey.START_THEN_FALLBACK])
def test_each_load_starts_an_interview_of_its_own(journey: Journey) -> None:
    stage = Stage(journey)

    assert stage.prelude.prepare(STORAGE)
    assert stage.prelude.prepare(STORAGE)

    assert stage.calls == ["sign-in", "create", "start", "create", "start"]


@pytest.mark.parametrize("journey", [Journey.FALLBACK, Journey.ERRORS])
def test_one_interview_serves_for_many_loads(journey: Journey) -> None:
    stage = Stage(journey)

    assert stage.prelude.prepare(SERVER)
    assert not stage.prelude.prepare(SERVER)
    stage.prelude.forget()
    assert stage.prelude.prepare(SERVER)

    assert stage.calls.count("start") == 2
    assert KEY not in stage.storage


def test_storage_holds_the_entry_for_its_reader_alone() -> None:
    stage = Stage(Journey.FAST_PATH)

    stage.prelude.prepare(STORAGE)

    entry = stage.storage[KEY]
    assert decode(entry, "abc", "ada", RULES).payload == stage.prelude.at.payload
    assert decode(entry, "abc", "eve", RULES).refused == "wrong-reader"


def test_a_load_that_is_meant_for_the_server_finds_nothing_in_storage() -> None:
    stage = Stage(Journey.MIXED)
    stage.prelude.prepare(STORAGE)

    stage.prelude.prepare(SERVER)

    assert KEY not in stage.storage


def test_who_resumes_answers_first_and_the_entry_follows() -> None:
    stage = Stage(Journey.RESUME)

    assert stage.prelude.prepare(STORAGE)
    assert not stage.prelude.prepare(STORAGE)

    assert stage.calls == ["sign-in", "create", "start", "answer", "answer"]
    found = decode(stage.storage[KEY], "abc", "ada", RULES).payload
    assert found == stage.prelude.at.payload
    assert isinstance(found, dict)
    assert found["apiSession"] == MOVED


def test_after_the_last_answer_another_interview_is_started() -> None:
    last = Answer(200, body=json.dumps({"session": MOVED, "question": None}))
    stage = Stage(Journey.RESUME, answer=last)

    stage.prelude.prepare(SERVER)

    assert stage.prelude.prepare(SERVER)


def test_an_interview_that_takes_no_answer_is_given_up() -> None:
    stage = Stage(Journey.RESUME, answer=Answer(410))

    with pytest.raises(NotStarted):
        stage.prelude.prepare(SERVER)

    assert stage.prelude.at.url_id == ""


def test_who_is_not_let_in_starts_nothing() -> None:
    stage = Stage(Journey.MIXED, **{"sign-in": Answer(401)})

    with pytest.raises(NotStarted, match="nobody could sign in"):
        stage.prelude.prepare(STORAGE)
