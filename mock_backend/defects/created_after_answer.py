"""The answer of a creation leaves before its document is written."""

import asyncio
from dataclasses import replace

from mock_backend.seams import Seams
from mock_backend.store.repository import Document, Repository

NAME = "created-after-answer"
LINE = "server.create.student"
WHY = "The answer holds only the id, and the id is known before the write."

DELAY_S = 0.4


def install(seams: Seams) -> Seams:
    """The answer of a creation leaves before its document is written."""
    tasks: set[asyncio.Task[None]] = set()

    async def later(store: Repository, path: str, document: Document) -> None:
        await asyncio.sleep(DELAY_S)
        await seams.book(store, path, document)

    async def book(store: Repository, path: str, document: Document) -> None:
        task = asyncio.create_task(later(store, path, document))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    return replace(seams, book=book)
