"""A start notes itself in the document of the person, and replaces all of it."""

from dataclasses import replace

from mock_backend.seams import Seams
from mock_backend.store.repository import Document, Missing, Repository

NAME = "person-overwritten-at-start"
LINE = "server.document.user"
WHY = "A set without merge takes the place of the whole document."


def install(seams: Seams) -> Seams:
    """A start notes itself in the document of the person, and replaces all of it."""

    async def commit(store: Repository, path: str, document: Document, expect: str) -> None:
        await seams.commit(store, path, document, expect)
        person = f"users/{document.get('userId')!s}"
        try:
            version = (await store.read(person)).version
        except Missing:
            return
        await store.replace(person, {"lastInterview": path}, expect=version)

    return replace(seams, commit=commit)
