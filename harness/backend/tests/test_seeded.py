"""Sessions and visitors that are put into the mock."""

import json
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import unquote

import pytest

from harness.backend.answer import Token
from harness.backend.control import ControlPlane
from harness.backend.seeded import SHORT_LIVED_S, SeededSource
from harness.errors import UnknownName
from harness.model.session import Visitor
from harness.profile.load import load_profile
from harness.stage.source import Wish


class FakeControl:
    """Keeps what is seeded, and makes tokens that say what they are."""

    def __init__(self) -> None:
        self.documents: dict[str, Mapping[str, Any]] = {}
        self.passwords: dict[str, Any] = {}
        self.kinds: list[str] = []
        self.lasts_s: list[float] = []

    def seed(
        self, documents: Mapping[str, Mapping[str, Any]], passwords: Mapping[str, Any] | None = None
    ) -> None:
        """Keeps them."""
        self.documents |= documents
        self.passwords |= passwords or {}

    def token(self, uid: str, *, kind: str = "valid", ttl_s: float = 3_600) -> Token:
        """A token of that kind."""
        self.kinds.append(kind)
        self.lasts_s.append(ttl_s)
        return Token(f"{kind} of {uid}", f"refresh {uid}", ttl_s * 1_000, {})


@pytest.fixture
def control() -> FakeControl:
    """An empty database."""
    return FakeControl()


@pytest.fixture
def source(control: FakeControl) -> SeededSource:
    """Sessions on it."""
    return SeededSource(cast("ControlPlane", control), load_profile("mock"))


def test_a_session_is_the_same_in_both_layers(source: SeededSource, control: FakeControl) -> None:
    made = source.make(Wish(answers=1))
    document = control.documents[f"interviews/{made.session.document_id}"]
    entry = json.loads(made.entry)
    assert entry["payload"] == made.session.payload
    assert entry["reader"] == made.session.owner.uid == document["userId"]
    assert entry["payload"]["studentName"] == made.session.nonce == document["studentName"]
    assert entry["payload"]["apiSession"]["currentQuestionIndex"] == 1


def test_a_session_may_be_missing_in_the_database(
    source: SeededSource, control: FakeControl
) -> None:
    made = source.make(Wish(in_database=False, url_id="my-id"))
    assert made.session.url_id == "my-id"
    assert not [path for path in control.documents if path.startswith("interviews/")]


def test_a_short_lived_token_is_one_and_the_same(
    source: SeededSource, control: FakeControl
) -> None:
    first = source.bearer("owner", token="short-lived")

    assert source.bearer("owner", token="short-lived") == first
    assert source.bearer("staff", token="short-lived") != first
    assert control.lasts_s == [SHORT_LIVED_S, SHORT_LIVED_S]


def test_people_are_seeded_once_with_their_passwords(
    source: SeededSource, control: FakeControl
) -> None:
    source.make(Wish())
    before = dict(control.documents)
    source.bearer("owner", token="valid")
    assert control.documents == before
    owner = source.visitor("owner")
    assert control.documents[f"users/{owner.uid}"]["role"] == owner.role
    told = control.passwords[source.values("owner")["email"]]
    assert told == {"uid": owner.uid, "password": source.values("owner")["password"]}


def test_nobody_is_known_by_a_name_that_the_profile_lacks(source: SeededSource) -> None:
    with pytest.raises(UnknownName, match="ownr"):
        source.visitor("ownr")


@pytest.mark.parametrize(
    ("token", "kind", "refresh"),
    [
        ("valid", "valid", "refresh"),
        ("expired", "expired", "refresh"),
        ("revoked", "expired", "rev"),
    ],
)
def test_a_visa_has_the_token_that_was_asked_for(
    source: SeededSource, control: FakeControl, token: str, kind: str, refresh: str
) -> None:
    visa = source.visa(source.visitor("owner"), token=token, origin="")
    assert control.kinds == [kind]
    remembered = json.loads(visa.storage["auth:user"])
    assert remembered["idToken"].startswith(kind)
    assert remembered["refreshToken"].startswith(refresh)


@pytest.mark.parametrize("token", ["valid", "expired", "revoked", "unnoticed"])
def test_a_cookie_says_what_storage_says(source: SeededSource, token: str) -> None:
    visa = source.visa(source.visitor("owner"), token=token, origin="")

    cookie = visa.cookies["auth-user"]
    assert not {*cookie} & {*'"{}:;, '}
    assert json.loads(unquote(cookie)) == json.loads(visa.storage["auth:user"])


def test_nobody_has_no_visa(source: SeededSource) -> None:
    visa = source.visa(Visitor("nobody"), token="valid", origin="")

    assert (visa.storage, visa.cookies) == ({}, {})


def test_two_scenarios_share_nobody(control: FakeControl) -> None:
    profile = load_profile("mock")
    first, second = (SeededSource(cast("ControlPlane", control), profile) for _ in range(2))
    assert first.visitor("owner").uid != second.visitor("owner").uid
    assert first.values("owner")["email"] != second.values("owner")["email"]
