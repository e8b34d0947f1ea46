import json

import pytest

from harness.load.account import Account
from harness.load.call import Call
from harness.load.person import Person
from harness.load.refusal import PROBLEM, refusals
from harness.load.tests.world import SCRIPT, VirtualClock
from harness.load.trespasser import Trespasser
from harness.load.world import Answer, NoAnswer

STATUSES = {"not-found": 404, "malformed": 400, "signed-out": 401, "forbidden": 403}
PATH = "/api/interview/session/{id}"


class Server:
    """Refuses as it should, or as `instead` says; each person's token is their address."""

    def __init__(self, instead: Answer | None = None) -> None:
        self.instead = instead
        self.asked: list[Call] = []

    def __call__(self, call: Call, /) -> Answer:
        if call.name == "sign-in":
            assert isinstance(call.body, dict)
            email = call.body["email"]
            facts = {"uid": email, "idToken": email, "refreshToken": "r", "expiresIn": 3_600}
            return Answer(200, body=json.dumps(facts))
        self.asked.append(call)
        status = STATUSES[call.name.removeprefix("session refused: ")]
        right = Answer(status, {"content-type": PROBLEM}, '{"code": "x"}')
        return self.instead or right


def trespasser(server: Server, case: str) -> Trespasser:
    own, other = (Person(server, VirtualClock(), {}, "uid", SCRIPT) for _ in range(2))
    own.sign_in(Account("me@example.test"))
    cases = [it for it in refusals(STATUSES, other=True) if it.name == case]
    there = Account("other@example.test")
    return Trespasser(cases, server, own, other, there, lambda known: known[0])


@pytest.mark.parametrize(
    ("case", "token"),
    [
        ("not-found", "me@example.test"),
        ("malformed", "me@example.test"),
        ("signed-out", None),
        ("forbidden", "other@example.test"),
    ],
)
def test_each_case_is_asked_by_its_caller(case: str, token: str | None) -> None:
    server = Server()

    assert trespasser(server, case).trespass("mine", PATH) == ""

    assert [it.token for it in server.asked] == [token]


def test_the_callers_own_interview_is_what_others_must_not_see() -> None:
    server = Server()

    trespasser(server, "forbidden").trespass("mine", PATH)

    assert server.asked[0].path == "/api/interview/session/mine"


def test_a_server_that_refuses_nothing_is_told() -> None:
    server = Server(instead=Answer(200, body="{}"))

    wrong = trespasser(server, "forbidden").trespass("mine", PATH)

    assert wrong == "forbidden: status 200, expected 403"


def test_no_answer_is_no_refusal() -> None:
    class Gone(Server):
        def __call__(self, call: Call, /) -> Answer:
            if call.name == "sign-in":
                return super().__call__(call)
            raise NoAnswer("reset")

    assert trespasser(Gone(), "not-found").trespass("mine", PATH) == "not-found: reset"
