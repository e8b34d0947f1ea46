"""What the application may ask of a database: six primitives over documents that carry a version.

A path is `collection/id` or deeper, always an even number of segments. Values are what Firestore
stores: None, bool, int, float, str, bytes, datetime, list (not straight inside a list), dict.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple, Protocol, TypeAlias

Value: TypeAlias = (
    "bool | int | float | str | bytes | datetime | list[Value] | Mapping[str, Value] | None"
)
Document: TypeAlias = Mapping[str, Value]


class CannotOpen(Exception):
    """A database that this machine cannot reach; the message says what it needs."""


class StoreError(Exception):
    """Whatever a store may raise; the message is for logs, never for a caller of the API."""


class Missing(StoreError):
    """There is no such document."""


class Exists(StoreError):
    """There is such a document already."""


class Conflict(StoreError):
    """The document is no longer at the version that was expected."""


class Invalid(StoreError):
    """A path or a document that Firestore would not accept."""


class Unavailable(StoreError):
    """The database did not answer, or not in time; whether a write took place is not known."""


class Where(NamedTuple):
    """Only documents whose `field` equals `value`."""

    field: str
    value: str


class Stored:
    """A document as it stood at one version; a reader's changes to it reach nobody."""

    __slots__ = ("_document", "path", "version")

    def __init__(self, path: str, version: str, document: Document) -> None:
        self.path = path
        self.version = version
        self._document = document

    @property
    def id(self) -> str:
        """The last segment of the path."""
        return self.path.rpartition("/")[2]

    @property
    def document(self) -> dict[str, Value]:
        """A fresh deep copy."""
        return {name: copied(value) for name, value in self._document.items()}


class Repository(Protocol):
    """A database.

    Each call happens at one instant or not at all. A version is opaque, differs after every change
    of the document (Firestore keeps it when a write changes nothing), and is compared for equality
    only. Implementers copy what goes in and out and
    raise nothing but `StoreError`.
    """

    @property
    def waits(self) -> bool:
        """Whether a call may take time, so that somebody has to watch the clock."""

    async def read(self, path: str) -> Stored:
        """The document now; raises Missing, Invalid, Unavailable."""

    async def create(self, path: str, document: Document) -> str:
        """Writes a new document and returns its version; raises Exists, Invalid, Unavailable."""

    async def replace(self, path: str, document: Document, *, expect: str | None) -> str:
        """Writes the whole document anew if it is at `expect` (None: at any version).

        Returns the new version; raises Missing, Conflict, Invalid, Unavailable.
        """

    async def delete(self, path: str) -> None:
        """Removes the document; raises Missing, Invalid, Unavailable."""

    async def list(self, collection: str, where: Where | None = None) -> list[Stored]:
        """The collection's documents, ordered by path; raises Invalid, Unavailable."""

    async def clear(self) -> None:
        """Removes every document that was written through this object, and no other."""

    async def close(self) -> None:
        """Lets go of connections; the object is not used after this."""


def copied(value: Value) -> Value:
    """A deep copy of one value."""
    if isinstance(value, Mapping):
        return {name: copied(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [copied(inner) for inner in value]
    return value
