"""Nothing that start writes arrives, and the answer is 200."""

from dataclasses import replace

from mock_backend.interview.progress import IN_PROGRESS, index_of
from mock_backend.seams import Seams
from mock_backend.store.repository import Document, Repository

NAME = "write-lost"
LINE = "server.start.persisted"
WHY = "The write is queued for later, and the function ends before later comes."


def install(seams: Seams) -> Seams:
    """Nothing that start writes arrives, and the answer is 200."""

    async def commit(store: Repository, path: str, document: Document, expect: str) -> None:
        if index_of(document) > 0 or document.get("status") != IN_PROGRESS:
            await seams.commit(store, path, document, expect)

    return replace(seams, commit=commit)
