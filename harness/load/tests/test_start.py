import json

import pytest

from harness.load.account import Account
from harness.load.call import Call
from harness.load.person import Person
from harness.load.start import ANSWER, NotStarted, Started, answered, start
from harness.load.tests.test_loader import TABLE
from harness.load.tests.world import RULES, SCRIPT, VirtualClock
from harness.load.world import Answer, NoAnswer

SESSION = TABLE["payload"]["apiSession"]
QUESTION = TABLE["payload"]["firstQuestion"]
TOKENS = {"uid": "ada", "name": "Ada", "idToken": "t", "refreshToken": "r", "expiresIn": 3600}

OPENED = Started("abc", "abc", "abc", "abc", TABLE["payload"], {"create": {"id": "abc"}})


class Server:
    """Answers each call by its name, and remembers what it was sent."""

    def __init__(self, **answers: Answer | NoAnswer) -> None:
        self.answers = {
            "sign-in": Answer(200, body=json.dumps(TOKENS)),
            "create": Answer(201, body=json.dumps({"id": "abc", "orgId": ""})),
            "start": Answer(200, body=json.dumps({"session": SESSION, "question": QUESTION})),
            **answers,
        }
        self.sent: dict[str, Call] = {}

    def __call__(self, call: Call, /) -> Answer:
        self.sent[call.name] = call
        answer = self.answers[call.name]
        if isinstance(answer, NoAnswer):
            raise answer
        return answer


def person(server: Server) -> Person:
    found = Person(server, VirtualClock(), {}, "auth:uid", SCRIPT)
    found.sign_in(Account())
    return found


def started(server: Server) -> Started:
    return start(server, person(server), SCRIPT, RULES)


def test_a_started_interview_has_the_payload_of_its_session() -> None:
    server = Server()

    it = started(server)

    assert (it.url_id, it.document_id, it.entry_id) == ("abc", "abc", "abc")
    assert it.payload == TABLE["payload"]
    assert server.sent["create"].token == "t"
    body = server.sent["start"].body
    assert isinstance(body, dict)
    assert (body["userId"], body["firestoreInterviewId"]) == ("ada", "abc")


@pytest.mark.parametrize(
    ("name", "answer", "words"),
    [
        ("create", Answer(200, body='{"id": "abc"}'), "create answered 200"),
        ("start", Answer(503), "start answered 503"),
        ("start", Answer(200, body="{}"), "start answered no session"),
        ("start", NoAnswer("reset"), "no answer: reset"),
    ],
)
def test_what_fails_starts_nothing(name: str, answer: Answer | NoAnswer, words: str) -> None:
    with pytest.raises(NotStarted, match=words):
        started(Server(**{name: answer}))


def test_an_answer_moves_the_session_on() -> None:
    moved = {**SESSION, "currentQuestionIndex": 1}
    server = Server(answer=Answer(200, body=json.dumps({"session": moved, "question": QUESTION})))

    it, has_question = answered(server, person(server), SCRIPT, OPENED)

    assert it.payload == {**TABLE["payload"], "apiSession": moved}
    assert has_question
    assert server.sent["answer"].body == {
        "action": "answer",
        "interviewId": "abc",
        "answer": ANSWER,
        "questionIndex": 0,
    }


def test_the_last_answer_leaves_no_question() -> None:
    server = Server(answer=Answer(200, body=json.dumps({"session": SESSION, "question": None})))

    assert answered(server, person(server), SCRIPT, OPENED)[1] is False


@pytest.mark.parametrize("failed", [Answer(503), NoAnswer("reset")])
def test_an_answer_that_fails_starts_nothing(failed: Answer | NoAnswer) -> None:
    server = Server(answer=failed)

    with pytest.raises(NotStarted):
        answered(server, person(server), SCRIPT, OPENED)
