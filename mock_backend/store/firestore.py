"""The repository on Google's Firestore: the emulator (FIRESTORE_EMULATOR_HOST) or the cloud.

A version is the document's update time; compare-and-set is Firestore's own precondition on it.
The client's retries are off, because on writes they would hide that the database is unavailable.
"""

import os
from collections.abc import Awaitable
from typing import TypeVar

from google.api_core import exceptions as api
from google.api_core.datetime_helpers import DatetimeWithNanoseconds
from google.auth.credentials import AnonymousCredentials
from google.auth.exceptions import GoogleAuthError
from google.cloud.firestore import AsyncClient, AsyncDocumentReference, DocumentSnapshot
from google.cloud.firestore_v1._helpers import WriteOption
from google.cloud.firestore_v1.base_query import FieldFilter
from google.cloud.firestore_v1.types import WriteResult

from mock_backend.store.repository import (
    CannotOpen,
    Conflict,
    Document,
    Exists,
    Invalid,
    Missing,
    Stored,
    Unavailable,
    Where,
)
from mock_backend.store.validity import check_collection, check_document, check_path

EMULATOR = "FIRESTORE_EMULATOR_HOST"
TIMEOUT_S = 30.0
"""The client's own deadline; the application's, which is shorter, stands around it."""

T = TypeVar("T")


def firestore_store(project: str | None = None) -> "FirestoreStore":
    """The database that the environment names; raises CannotOpen without credentials."""
    try:
        if os.environ.get(EMULATOR):
            nobody = AnonymousCredentials()  # type: ignore[no-untyped-call] # the library's gap
            named = project or os.environ.get("GOOGLE_CLOUD_PROJECT", "layerproof-mock")
            client = AsyncClient(named, nobody)
        else:
            client = AsyncClient(project)
    except (GoogleAuthError, OSError) as error:
        hint = f"set {EMULATOR}, or sign in with gcloud auth application-default login"
        raise CannotOpen(f"--store firestore: {error}; {hint}") from error
    return FirestoreStore(client)


class FirestoreStore:
    """A repository on one client; `clear` removes only what this object wrote."""

    waits = True

    def __init__(self, client: AsyncClient) -> None:
        self._client = client
        self._written: set[str] = set()

    async def read(self, path: str) -> Stored:
        """The document now; raises Missing, Invalid, Unavailable."""
        reference = self._reference(path)
        snapshot = await _asked(reference.get(retry=None, timeout=TIMEOUT_S))
        if not snapshot.exists:
            raise Missing(path)
        return _stored(path, snapshot)

    async def create(self, path: str, document: Document) -> str:
        """Writes a new document and returns its version; raises Exists, Invalid, Unavailable."""
        reference = self._reference(path)
        check_document(path, document)
        written = reference.create(dict(document), retry=None, timeout=TIMEOUT_S)
        return self._wrote(path, await _asked(written))

    async def replace(self, path: str, document: Document, *, expect: str | None) -> str:
        """Compare-and-set of the whole document; raises as the protocol says."""
        reference = self._reference(path)
        check_document(path, document)
        batch = self._client.batch()
        batch.set(reference, dict(document))
        # `set` takes no precondition in this client, though the API does: it goes on the write.
        _option(self._client, expect).modify_write(batch._write_pbs[-1])
        results = await _asked(batch.commit(retry=None, timeout=TIMEOUT_S))
        return self._wrote(path, results[0])

    async def delete(self, path: str) -> None:
        """Removes the document; raises Missing, Invalid, Unavailable."""
        reference = self._reference(path)
        exists = self._client.write_option(exists=True)
        await _asked(reference.delete(option=exists, retry=None, timeout=TIMEOUT_S))
        self._written.discard(path)

    async def list(self, collection: str, where: Where | None = None) -> list[Stored]:
        """The collection's documents, ordered by path; raises Invalid, Unavailable."""
        check_collection(collection)
        whole = self._client.collection(collection)
        condition = where and FieldFilter(where.field, "==", where.value)
        query = whole.where(filter=condition) if condition else whole
        found = await _asked(query.get(retry=None, timeout=TIMEOUT_S))
        documents = [_stored(f"{collection}/{snapshot.id}", snapshot) for snapshot in found]
        return sorted(documents, key=_path_of)

    async def clear(self) -> None:
        """Removes every document that was written through this object, and no other."""
        while self._written:
            reference = self._client.document(self._written.pop())
            await _asked(reference.delete(retry=None, timeout=TIMEOUT_S))

    async def close(self) -> None:
        """Closes the client's channel."""
        await self._client._firestore_api.transport.close()

    def _reference(self, path: str) -> AsyncDocumentReference:
        check_path(path)
        return self._client.document(path)

    def _wrote(self, path: str, result: WriteResult) -> str:
        self._written.add(path)
        return _version(result.update_time)


async def _asked(call: Awaitable[T]) -> T:
    """The client's answer, its errors as this package's own."""
    try:
        return await call
    except api.AlreadyExists as error:
        raise Exists(str(error)) from error
    except api.NotFound as error:
        raise Missing(str(error)) from error
    except (api.FailedPrecondition, api.Aborted) as error:
        raise Conflict(str(error)) from error
    except api.InvalidArgument as error:
        raise Invalid(str(error)) from error
    except (api.GoogleAPICallError, api.RetryError, GoogleAuthError) as error:
        raise Unavailable(str(error)) from error


def _option(client: AsyncClient, expect: str | None) -> WriteOption:
    """What must be so for a write to take place."""
    if expect is None:
        return client.write_option(exists=True)
    at = DatetimeWithNanoseconds.from_rfc3339(expect)  # type: ignore[no-untyped-call] # its gap
    return client.write_option(last_update_time=at)


def _stored(path: str, snapshot: "DocumentSnapshot[AsyncDocumentReference]") -> Stored:
    return Stored(path, _version(snapshot.update_time), snapshot.to_dict() or {})


def _version(update_time: DatetimeWithNanoseconds) -> str:
    """The update time with all nine digits: two writes may fall into one microsecond."""
    return str(update_time.rfc3339())  # type: ignore[no-untyped-call] # the library's gap


def _path_of(stored: Stored) -> str:
    return stored.path
