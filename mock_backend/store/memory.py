"""The repository on mockfirestore, in memory.

Of mockfirestore only collection, document, get, set, delete and stream serve; its merges,
transactions and queries are wrong or unsafe. Two of its habits are worked around here: asking for
a document that does not exist creates an empty one, so it is never asked for an unknown path; and
it cannot tell an empty document from none, so each is kept in an envelope with its version.
"""

import threading
from datetime import UTC, datetime
from typing import TypeAlias

from mockfirestore import MockFirestore
from mockfirestore.document import DocumentReference

from mock_backend.store.repository import (
    Conflict,
    Document,
    Exists,
    Missing,
    Stored,
    Value,
    Where,
    copied,
)
from mock_backend.store.validity import check_collection, check_document, check_path

INDEXED = (("interviews", "userId"), ("users", "orgId"))
"""Collections and fields looked up by value; any other `where` walks the collection."""

_Key: TypeAlias = tuple[str, str, str]


class MemoryStore:
    """A database that lives as long as this object; one lock, held for one primitive at a time."""

    waits = False

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._client = MockFirestore()
        self._versions: dict[str, str] = {}
        self._snapshots: dict[str, Stored] = {}
        self._index: dict[_Key, set[str]] = {}
        self._written = 0

    async def read(self, path: str) -> Stored:
        """The document now; raises Missing, Invalid."""
        with self._lock:
            snapshot = self._snapshots.get(path)
            if snapshot is not None:
                return snapshot
            check_path(path)
            if path not in self._versions:
                raise Missing(path)
            return self._snapshot(path)

    async def create(self, path: str, document: Document) -> str:
        """Writes a new document and returns its version; raises Exists, Invalid."""
        check_path(path)
        check_document(path, document)
        with self._lock:
            if path in self._versions:
                raise Exists(path)
            return self._write(path, document)

    async def replace(self, path: str, document: Document, *, expect: str | None) -> str:
        """Compare-and-set of the whole document; raises Missing, Conflict, Invalid."""
        check_path(path)
        check_document(path, document)
        with self._lock:
            found = self._versions.get(path)
            if found is None:
                raise Missing(path)
            if expect is not None and expect != found:
                raise Conflict(f"{path} is at {found}, not at {expect}")
            self._forget(path)
            return self._write(path, document)

    async def delete(self, path: str) -> None:
        """Removes the document; raises Missing, Invalid."""
        check_path(path)
        with self._lock:
            if path not in self._versions:
                raise Missing(path)
            self._forget(path)
            del self._versions[path]
            self._reference(path).delete()

    async def list(self, collection: str, where: Where | None = None) -> list[Stored]:
        """The collection's documents, ordered by path; raises Invalid."""
        check_collection(collection)
        with self._lock:
            paths = sorted(self._candidates(collection, where))
            found = [self._snapshot(path) for path in paths]
        if where is None:
            return found
        return [stored for stored in found if stored.document.get(where.field) == where.value]

    async def clear(self) -> None:
        """Removes every document."""
        with self._lock:
            self._client.reset()
            self._versions.clear()
            self._snapshots.clear()
            self._index.clear()

    async def close(self) -> None:
        """There is nothing to let go of."""

    def _reference(self, path: str) -> DocumentReference:
        collection, _, name = path.rpartition("/")
        # A deeper collection is kept beside its parent, not inside: mockfirestore would put it
        # among the parent document's fields.
        return self._client.collection(collection.replace("/", "\x1f")).document(name)

    def _write(self, path: str, document: Document) -> str:
        self._written += 1
        version = str(self._written)
        fields = {name: _as_stored(value) for name, value in document.items()}
        self._reference(path).set({"version": version, "fields": fields})
        self._versions[path] = version
        for key in _index_keys(path, fields):
            self._index.setdefault(key, set()).add(path)
        return version

    def _forget(self, path: str) -> None:
        snapshot = self._snapshot(path)
        del self._snapshots[path]
        for key in _index_keys(path, snapshot.document):
            self._index[key].discard(path)

    def _snapshot(self, path: str) -> Stored:
        snapshot = self._snapshots.get(path)
        if snapshot is None:
            envelope = self._reference(path).get().to_dict()
            snapshot = Stored(path, envelope["version"], envelope["fields"])
            self._snapshots[path] = snapshot
        return snapshot

    def _candidates(self, collection: str, where: Where | None) -> set[str]:
        if where is not None and (collection, where.field) in INDEXED:
            return self._index.get((collection, where.field, where.value), set())
        return {path for path in self._versions if path.rpartition("/")[0] == collection}


def _index_keys(path: str, fields: Document) -> list[_Key]:
    collection = path.rpartition("/")[0]
    return [
        (collection, name, value)
        for indexed, name in INDEXED
        if indexed == collection and isinstance(value := fields.get(name), str)
    ]


def _as_stored(value: Value) -> Value:
    """A copy as Firestore gives it back: instants in UTC, to the microsecond."""
    if isinstance(value, datetime):
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, list):
        return [_as_stored(inner) for inner in value]
    if isinstance(value, dict):
        return {name: _as_stored(inner) for name, inner in value.items()}
    return copied(value)
