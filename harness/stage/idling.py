"""Starters that do nothing at all: the profile does not fit the page, or the page is broken."""

from collections.abc import Iterable

from harness.model.event import Event, Phase
from harness.model.word import Role
from harness.profile.starter import Starter


def started_anything(events: Iterable[Event]) -> bool:
    """Whether the app was asked to create or start a session."""
    asked = [it for it in events if it.what == "request" and it.kind is Phase.BEGIN]
    return any(it.text("role") in (Role.CREATE, Role.START) for it in asked)


def idle(name: str, starter: Starter) -> str:
    """What to say of a starter whose steps went well, and after which nothing happened."""
    return (
        f"Starter '{name}' does nothing: after {starter.steps[-1]} at {starter.path} neither "
        "create nor start was asked, and no runner was opened. Check "
        f"starters.{name} and api.create."
    )
