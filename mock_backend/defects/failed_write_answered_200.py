"""A write that fails is answered as if it had not, with an id."""

from contextlib import suppress
from dataclasses import replace

from mock_backend.seams import Seams
from mock_backend.store.repository import Conflict, Document, Repository, Unavailable

NAME = "failed-write-answered-200"
LINE = "server.start.failed"
WHY = "The error of the write is logged and swallowed, because the session is in memory anyway."


def install(seams: Seams) -> Seams:
    """A write that fails is answered as if it had not, with an id."""

    async def commit(store: Repository, path: str, document: Document, expect: str) -> None:
        with suppress(Unavailable, Conflict):
            await seams.commit(store, path, document, expect)

    return replace(seams, commit=commit)
