"""Where sessions and visitors come from: seeded in the mock, or made through the app."""

from dataclasses import dataclass, field
from typing import Protocol

from harness.model.session import Session, Visitor
from harness.stage.driver import Visa

# Whose sessions most scenarios are about: without this visitor nothing can be proved.
OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Wish:
    """The session that a scenario asks for.

    `answers` is how many questions were answered already; `status` and `expired` are the
    document's. `starter` is how
    it should have been made, where that matters.
    """

    owner: str = OWNER
    in_storage: bool = True
    in_database: bool = True
    status: str = "in_progress"
    answers: int = 0
    expired: bool = False
    name: str = ""
    url_id: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A session, and the text of the storage entry that its starter would have written, per
    reader. `again` is why its starter had to be used twice, '' where once was enough.
    """

    session: Session
    entry: str = field(repr=False)
    again: str = ""


class SessionSource(Protocol):
    """Makes sessions; everything made is counted, and removed again by `clean`."""

    @property
    def created(self) -> int:
        """How many sessions were made."""

    def make(self, wish: Wish) -> Prepared:
        """Makes a session; raises Unsupported for what this target cannot be brought to."""

    def visitor(self, name: str) -> Visitor:
        """The visitor of that name; raises UnknownName."""

    def values(self, visitor: str) -> dict[str, str]:
        """What the profile's steps may fill in when that visitor acts; `name` is the name that is
        shown.
        """

    def visa(self, visitor: Visitor, *, token: str, origin: str) -> Visa:
        """How the visitor is signed in, with a `token` that is 'valid', 'expired', 'unnoticed' or
        'revoked'.
        """

    def bearer(self, visitor: str, *, token: str) -> str:
        """A token of the visitor, of that kind; raises Unsupported where it cannot be made."""

    def note(self, session: Session, visitor: str) -> None:
        """A starter created this session for `visitor`: it is counted, and removed as well."""

    def refuse_idle(self, starter: str) -> None:
        """Raises NotObserved for a starter that was found to do nothing at all."""

    def note_idle(self, starter: str, why: str) -> None:
        """Remembers that the starter does nothing, so that nobody waits for it again."""

    def clean(self) -> int:
        """Removes what was made and returns how many could be."""
