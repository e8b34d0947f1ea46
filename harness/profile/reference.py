"""Names within a profile that point at other parts of it, and patterns that must compile."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Protocol

from harness.profile.payload import Ids
from harness.profile.place import Paths
from harness.profile.policy import Access, Cleanup, Ignore
from harness.profile.sign_in import SignIn
from harness.profile.starter import Starter
from harness.profile.visitor import Person


class Named(Protocol):
    """The parts of a profile that name each other, or hold patterns."""

    @property
    def paths(self) -> Paths:
        """Whose dashboards are the roles."""

    @property
    def sign_in(self) -> Mapping[str, SignIn]:
        """The ways to sign in, by name."""

    @property
    def visitors(self) -> Mapping[str, Person]:
        """Who visits, by name."""

    @property
    def starters(self) -> Mapping[str, Starter]:
        """The starters, by name."""

    @property
    def ids(self) -> Ids:
        """What ids look like."""

    @property
    def access(self) -> Access:
        """Who may read."""

    @property
    def ignore(self) -> Ignore:
        """What is not judged."""

    @property
    def cleanup(self) -> Cleanup | None:
        """As whom sessions are deleted."""


def dangling(profile: Named) -> str:
    """A sentence on the first name that points at nothing, or pattern that is none; '' if sound."""
    return next(_names(profile), "") or next(_patterns(profile), "")


def _names(profile: Named) -> Iterator[str]:
    people, roles = profile.visitors, profile.paths.dashboards
    for name, person in people.items():
        yield from _known(f"visitors.{name}.sign_in", person.sign_in, profile.sign_in, "sign_in")
        yield from _known(f"visitors.{name}.role", person.role, roles, "paths.dashboards")
    for name, starter in profile.starters.items():
        yield from _known(f"starters.{name}.visitor", starter.visitor, people, "visitors")
        if starter.owner:
            yield from _known(f"starters.{name}.owner", starter.owner, people, "visitors")
    for reader in profile.access.may_read:
        yield from _known("access.may_read", reader, people, "visitors")
    if profile.access.limit:
        yield from _known("access.limit.visitor", profile.access.limit.visitor, people, "visitors")
    if profile.cleanup and profile.cleanup.visitor:
        yield from _known("cleanup.visitor", profile.cleanup.visitor, people, "visitors")


def _known(key: str, name: str, known: Iterable[str], table: str) -> Iterator[str]:
    choices = sorted(known)
    if name not in choices:
        near = get_close_matches(name, choices, n=1, cutoff=0.5)
        hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(choices)}."
        yield f"{key}: there is no '{name}' under {table}. {hint}"


def _patterns(profile: Named) -> Iterator[str]:
    written = [("ids.pattern", profile.ids.pattern)]
    written += [(f"starters.{name}.shows_id", it.shows_id) for name, it in profile.starters.items()]
    for what in ("console", "requests"):
        noise = getattr(profile.ignore, what)
        written += [(f"ignore.{what}.{at}.pattern", it.pattern) for at, it in enumerate(noise)]
    for key, pattern in written:
        try:
            re.compile(pattern)
        except re.error as error:
            yield f"{key}: {pattern!r} is no regular expression: {error}"
