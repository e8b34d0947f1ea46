"""Who and what a scenario knows."""

import pytest

from harness.errors import UnknownName, Unnamed
from harness.model.session import NOBODY
from harness.profile.sign_in import NoSignIn
from harness.stage.roster import Roster
from harness.stage.source import Wish
from harness.stage.tests.stand_in import OWNER, PROFILE, House, session


def test_a_session_that_was_made_is_known_by_the_id_in_its_address() -> None:
    roster = House().roster()

    made = roster.make(Wish()).session

    assert roster.session("s-1") is made
    assert roster.session("s-2") is None


def test_an_address_may_spell_the_id_encoded() -> None:
    roster = House().roster()
    spaced = session("a b")

    roster.note(spaced)

    assert roster.session("a%20b") is spaced


def test_what_a_starter_created_is_told_the_source_once() -> None:
    house = House()
    roster = house.roster()

    for _ in range(2):
        roster.note(session("r-1"))

    assert house.source.noted == [("r-1", "owner")]


def test_noting_what_was_made_changes_nothing() -> None:
    house = House()
    roster = house.roster()
    roster.make(Wish())

    roster.note(session("s-1", in_storage=False))

    assert house.source.noted == []
    assert list(roster.entries().values()) == ["entry of s-1"]


def test_only_what_is_to_be_in_storage_has_an_entry_there() -> None:
    roster = House().roster()
    roster.make(Wish(in_storage=True))
    roster.make(Wish(in_storage=False))
    roster.note(session("r-1", in_storage=True))  # its starter has written the entry

    assert roster.entries() == {"interview:init:s-1": "entry of s-1"}


def test_an_entry_may_be_kept_under_another_id() -> None:
    roster = House().roster()

    assert roster.entry_key(session("url-1", entry_id="ref-1")) == "interview:init:ref-1"
    assert roster.entry_key(session("url-1")) == "interview:init:url-1"


def test_nobody_is_known_to_every_roster() -> None:
    roster = House().roster()

    assert roster.visitor("nobody") is NOBODY
    assert roster.visitor("owner") is OWNER
    with pytest.raises(UnknownName):
        roster.visitor("somebody")


def guests_of(*names: str) -> Roster:
    """A roster of an app on which these visitors do not sign in."""
    people = dict(PROFILE.visitors)
    people |= {it: people[it].model_copy(update={"sign_in": "none"}) for it in names}
    ways = {**PROFILE.sign_in, "none": NoSignIn(by="none")}
    profile = PROFILE.model_copy(update={"visitors": people, "sign_in": ways})
    return Roster(House().as_source(), profile)


def test_where_nobody_signs_in_nobody_can_be_refused() -> None:
    roster = guests_of(*PROFILE.visitors)

    with pytest.raises(Unnamed, match="Nobody signs in on this app"):
        roster.visitor("nobody")
    assert roster.visitor("owner") is OWNER


def test_a_guest_without_a_right_is_not_told_from_others() -> None:
    roster = guests_of("stranger")

    with pytest.raises(Unnamed, match="'stranger' does not sign in"):
        roster.refuse_faceless("stranger")
    roster.refuse_faceless("colleague")
    assert roster.visitor("nobody") is NOBODY


def test_what_was_created_and_opened_no_runner_is_told_the_source_too() -> None:
    house = House()
    roster = house.roster()
    roster.note(session("r-1"))

    roster.note_created(["r-1", "r-2"], "owner")

    assert house.source.noted == [("r-1", "owner"), ("r-2", "owner")]


def test_of_two_without_an_id_one_has_opened_the_runner() -> None:
    house = House()
    roster = house.roster()
    roster.note(session("r-1"))

    roster.note_created(["", ""], "staff")
    roster.note_created([""], "staff")

    assert house.source.noted == [("r-1", "owner"), ("", "staff"), ("", "staff")]
