"""The session that a load asks for, and the visitor who asks."""

from collections.abc import Mapping
from dataclasses import dataclass

from harness.model.event import Json


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person as a scenario names one: `owner`, `colleague`, `stranger`, `staff`, `foreign-
    staff`, `admin`, `nobody`.
    """

    name: str
    uid: str = ""
    role: str = ""
    org_id: str = ""


NOBODY = Visitor("nobody")


@dataclass(frozen=True, slots=True)
class Session:
    """One interview. `nonce` must appear on the ready screen, whichever layer answers.

    `url_id` stands in the runner's address, `entry_id` in the key of the storage entry ('' is the
    URL's), and `document_id` names the document; they differ only where the profile says so.
    `payload` is what the app should show, where the harness knows it (it seeded it, or read the
    start's answer).
    """

    url_id: str
    document_id: str
    nonce: str
    owner: Visitor
    payload: Mapping[str, Json] | None = None
    question: str = ""
    in_storage: bool = False
    in_database: bool = True
    entry_id: str = ""

    @property
    def ids(self) -> frozenset[str]:
        """Every id that names it."""
        return frozenset({self.url_id, self.document_id, self.entry_id} - {""})
