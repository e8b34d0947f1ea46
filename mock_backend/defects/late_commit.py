"""The answer leaves before the write has taken place."""

import asyncio
from dataclasses import replace

from mock_backend.seams import Seams
from mock_backend.store.repository import Document, Repository

NAME = "late-commit"
LINE = "server.start.persisted"
WHY = "Somebody took the await away to make the start feel quicker."

DELAY_S = 0.4


def install(seams: Seams) -> Seams:
    """The answer leaves before the write has taken place."""
    tasks: set[asyncio.Task[None]] = set()

    async def later(store: Repository, path: str, document: Document, expect: str) -> None:
        await asyncio.sleep(DELAY_S)
        await seams.commit(store, path, document, expect)

    async def commit(store: Repository, path: str, document: Document, expect: str) -> None:
        task = asyncio.create_task(later(store, path, document, expect))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    return replace(seams, commit=commit)
