"""Answers are acknowledged and never written."""

from dataclasses import replace

from mock_backend.interview.progress import COMPLETED, index_of
from mock_backend.seams import Seams
from mock_backend.store.repository import Document, Repository

NAME = "state-never-persisted"
LINE = "server.answer.persisted"
WHY = "Only start writes; answers stay in the function's memory, which the next one lacks."


def install(seams: Seams) -> Seams:
    """Answers are acknowledged and never written."""

    async def commit(store: Repository, path: str, document: Document, expect: str) -> None:
        if index_of(document) == 0 or document.get("status") == COMPLETED:
            await seams.commit(store, path, document, expect)

    return replace(seams, commit=commit)
