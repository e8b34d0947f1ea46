"""What start writes is in the database a second after it was answered."""

import asyncio
from dataclasses import replace

from mock_backend.seams import Seams
from mock_backend.store.repository import Document, Repository

NAME = "writes-flushed-later"
LINE = "starter.database"
WHY = "Writes are billed one by one, so they are gathered and flushed each second."

FLUSH_S = 1.2


def install(seams: Seams) -> Seams:
    """What start writes is in the database a second after it was answered."""
    tasks: set[asyncio.Task[None]] = set()

    async def flush(store: Repository, path: str, document: Document, expect: str) -> None:
        await asyncio.sleep(FLUSH_S)
        await seams.commit(store, path, document, expect)

    async def commit(store: Repository, path: str, document: Document, expect: str) -> None:
        task = asyncio.create_task(flush(store, path, document, expect))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    return replace(seams, commit=commit)
