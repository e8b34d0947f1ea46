"""An interview that was once asked for too early is not found for the next minute."""

from contextvars import ContextVar
from dataclasses import replace
from time import monotonic

from mock_backend.problem import Answered, Problem
from mock_backend.seams import Seams
from mock_backend.store.repository import Document

NAME = "missing-remembered"
LINE = "server.get.database-alone"
WHY = "Reads of what does not exist cost money, so each instance remembers what it did not find."

REMEMBERED_S = 60


def install(seams: Seams) -> Seams:
    """An interview that was once asked for too early is not found for the next minute."""
    asked: ContextVar[str] = ContextVar("asked", default="")
    missing: dict[str, float] = {}

    def id_in_path(segment: bytes) -> str:
        interview_id = seams.id_in_path(segment)
        asked.set(interview_id)
        if missing.get(interview_id, 0.0) > monotonic():
            raise Problem("not-found")
        return interview_id

    def unknown() -> Answered:
        missing[asked.get()] = monotonic() + REMEMBERED_S
        return seams.unknown()

    def is_started(document: Document) -> bool:
        found = seams.is_started(document)
        if not found and asked.get():
            missing[asked.get()] = monotonic() + REMEMBERED_S
        return found

    return replace(seams, id_in_path=id_in_path, unknown=unknown, is_started=is_started)
