"""Sessions that are made through the app's own pages."""

from collections.abc import Callable

import pytest

from harness.errors import NotAdmitted, NotObserved, Unnamed, Unsupported
from harness.model.session import Visitor
from harness.model.target import Target
from harness.model.word import Capability
from harness.profile.load import load_profile
from harness.profile.sign_in import NoSignIn
from harness.profile.starter import Starter
from harness.stage.account import Account
from harness.stage.aside import SideRoom
from harness.stage.created import CreatedSource
from harness.stage.driver import Visa
from harness.stage.log import EventLog
from harness.stage.source import Wish


def no_driver(_: EventLog) -> object:
    raise AssertionError("no browser is needed")


@pytest.fixture
def source() -> CreatedSource:
    """A source on an app that nobody asks."""
    profile = load_profile("demo")
    target = Target("demo", "http://app.test", frozenset({Capability.SIGN_IN}))
    rules = profile.rules(base_url=target.base_url)
    open_driver: Callable[[EventLog], object] = no_driver
    return CreatedSource(target, profile, rules, lambda _: {}, open_driver)  # type: ignore[arg-type] # never called


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish(in_database=False), "a session that the database does not have"),
        (Wish(expired=True), "an expired session"),
        (Wish(in_storage=False, expired=True, answers=1), "an expired session"),
        (Wish(url_id="mine"), "a session with an id of our own"),
        (Wish(owner="foreign-staff"), "whom no starter serves"),
    ],
)
def test_what_pages_cannot_make_is_unsupported(
    source: CreatedSource, wish: Wish, said: str
) -> None:
    with pytest.raises(Unsupported, match=said):
        source.make(wish)


def test_people_of_one_role_use_the_same_starters(
    source: CreatedSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[tuple[str, Starter]] = []

    def made(_: object, starter: Starter, name: str, wish: Wish) -> object:
        used.append((name, starter))
        return wish

    monkeypatch.setattr(CreatedSource, "_made_by", made)
    for who in ("owner", "independent"):
        source.make(Wish(owner=who))

    (own, by_owner), (other, by_another) = used
    assert own == other
    assert (by_owner.visitor, by_another.visitor) == ("owner", "independent")
    assert by_another.model_copy(update={"visitor": "owner"}) == by_owner


def test_what_the_profile_knows_of_need_not_be_made(
    source: CreatedSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("harness.stage.accounts.admit", lambda *_: Account(Visa(), "u1"))

    found = source.make(Wish(in_storage=False, expired=True)).session

    assert (found.url_id, found.document_id) == ("demo-expired", "demo-expired")
    assert (found.nonce, found.owner.uid) == ("Amara Okafor", "u1")
    assert source.clean() == 0


def test_who_is_not_let_in_is_not_tried_again(
    source: CreatedSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def refuse(name: str, *_: object) -> Account:
        tried.append(name)
        raise NotObserved(f"'{name}' could not sign in")

    monkeypatch.setattr("harness.stage.accounts.admit", refuse)
    for _ in range(3):
        with pytest.raises(NotAdmitted, match="'owner' could not sign in"):
            source.visitor("owner")
    assert tried == ["owner"]


def test_only_a_valid_token_can_be_had(source: CreatedSource) -> None:
    assert source.bearer("owner", token="not-a-token") == "not-a-token"
    with pytest.raises(Unsupported, match="a token that is expired"):
        source.bearer("owner", token="expired")


def test_nothing_is_deleted_where_the_profile_does_not_say_how(source: CreatedSource) -> None:
    assert source.clean() == 0


class SlowRoom:
    """A room in which the starter's thing is missing the first `missing` times."""

    def __init__(self, missing: int) -> None:
        self.missing = missing
        self.tried = 0

    def goto(self, tab: str, url: str) -> None:
        """Goes nowhere."""

    def do(self, tab: str, *_: object) -> None:
        self.tried += 1
        if self.tried <= self.missing:
            raise NotObserved(f"try {self.tried}: no such button in {tab}")


@pytest.mark.parametrize(
    ("missing", "again"),
    [(0, ""), (1, "Starter 'student' was used twice: try 1: no such button in tab-1")],
)
def test_a_starter_that_was_used_twice_is_told(
    source: CreatedSource, missing: int, again: str
) -> None:
    room, starter = SlowRoom(missing), load_profile("demo").starter("student")

    told = source._do_until_done(SideRoom(room, "tab-1", EventLog(), None), starter, "student")  # type: ignore[arg-type] # as far as it is used

    assert told == again
    assert room.tried == missing + 1


def test_one_that_lacks_its_button_twice_is_not_used_again(source: CreatedSource) -> None:
    room, starter = SlowRoom(2), load_profile("demo").starter("student")

    with pytest.raises(NotObserved, match="try 2"):
        source._do_until_done(SideRoom(room, "tab-1", EventLog(), None), starter, "student")  # type: ignore[arg-type] # as far as it is used

    with pytest.raises(NotObserved, match="Starter 'student': try 2"):
        source.refuse_idle("student")


def test_who_does_not_sign_in_has_no_token() -> None:
    known = load_profile("demo")
    guest = known.visitors["owner"].model_copy(update={"sign_in": "none"})
    people = {**known.visitors, "owner": guest}
    ways = {**known.sign_in, "none": NoSignIn(by="none")}
    profile = known.model_copy(update={"visitors": people, "sign_in": ways})
    target = Target("demo", "http://app.test", frozenset({Capability.SIGN_IN}))
    open_driver: Callable[[EventLog], object] = no_driver
    source = CreatedSource(target, profile, profile.rules(), lambda _: {}, open_driver)  # type: ignore[arg-type] # never called

    assert source.bearer("owner", token="valid") == ""
    for token in ("expired", "not-a-token", "alg-none"):
        with pytest.raises(Unnamed, match=f"no token that is {token}"):
            source.bearer("owner", token=token)
    with pytest.raises(Unnamed, match="no token that is expired"):
        source.visa(Visitor("owner"), token="expired")
