import json

import pytest

from harness.load.account import Account
from harness.load.call import Call
from harness.load.person import Person
from harness.load.tests.world import SCRIPT, VirtualClock
from harness.load.world import Answer, NoAnswer

HOUR_MS = 3_600_000


def tokens(number: int) -> Answer:
    found = {"uid": "ada", "name": "Ada", "idToken": f"t{number}", "refreshToken": f"r{number}"}
    return Answer(200, body=json.dumps({**found, "expiresIn": 3600}))


class Signed:
    """A person, what their server answers next, and what it was sent."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.sent: list[Call] = []
        self.clock = VirtualClock()
        self.storage: dict[str, str] = {}
        self.person = Person(self.send, self.clock, self.storage, "auth:uid", SCRIPT)

    def send(self, call: Call, /) -> Answer:
        self.sent.append(call)
        return self.answers.pop(0)


def test_who_signs_in_is_remembered_with_a_token() -> None:
    it = Signed(tokens(1))

    assert it.person.sign_in(Account("a@b.test", "hush"))
    assert it.sent[0].body == {"email": "a@b.test", "password": "hush"}
    assert it.storage == {"auth:uid": "ada"}
    assert it.person.token(10) == "t1"
    assert it.person.sources["uid"] == "ada"
    assert it.person.settled(10) == "ada"


@pytest.mark.parametrize(
    "answer", [Answer(401), Answer(200, body="<html>"), Answer(200, body="{}")]
)
def test_who_is_refused_is_nobody(answer: Answer) -> None:
    it = Signed(answer)

    assert not it.person.sign_in(Account())
    assert (it.person.token(10), it.person.settled(10)) == (None, None)


def test_a_token_is_renewed_shortly_before_it_expires() -> None:
    it = Signed(tokens(1), tokens(2))
    it.person.sign_in(Account())

    it.clock.sleep_ms(HOUR_MS - 5_001)
    assert it.person.token(10) == "t1"
    it.clock.sleep_ms(1)

    assert it.person.token(10) == "t2"
    assert (it.sent[1].body, it.sent[1].timeout_ms) == ({"refreshToken": "r1"}, 10)


def test_a_refused_renewal_signs_out() -> None:
    it = Signed(tokens(1), Answer(401))
    it.person.sign_in(Account())

    assert it.person.fresh_token(10) is None
    assert it.storage == {}
    assert it.person.token(10) is None


def test_a_renewal_that_fails_leaves_the_person_signed_in() -> None:
    it = Signed(tokens(1), Answer(503))
    it.person.sign_in(Account())

    with pytest.raises(NoAnswer):
        it.person.fresh_token(10)

    assert it.person.token(10) == "t1"
