"""Starters that do nothing at all."""

import pytest

from harness.model.event import Event, Phase
from harness.profile.load import load_profile
from harness.stage.idling import idle, started_anything


def request(role: str, kind: Phase) -> Event:
    return Event(1, 0, "", "tab-1", kind, "request", "", {"role": role})


@pytest.mark.parametrize("role", ["create", "start"])
def test_a_starter_that_asked_for_a_session_did_something(role: str) -> None:
    assert started_anything([request("other", Phase.BEGIN), request(role, Phase.BEGIN)])


def test_what_else_a_page_asks_is_nothing() -> None:
    assert not started_anything([request("other", Phase.BEGIN), request("session", Phase.BEGIN)])


def test_it_says_where_to_look() -> None:
    starter = load_profile("mock").starter("student")

    assert idle("student", starter) == (
        "Starter 'student' does nothing: after click button \"Start interview\" at /practice "
        "neither create nor start was asked, and no runner was opened. Check starters.student "
        "and api.create."
    )
