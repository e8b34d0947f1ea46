"""An error of the database is answered with its own words."""

from dataclasses import replace

from mock_backend.problem import Answered
from mock_backend.seams import Seams
from mock_backend.store.repository import StoreError

NAME = "error-names-document"
LINE = "server.error.internals"
WHY = "Details help while debugging, and nobody took them out."


def install(seams: Seams) -> Seams:
    """An error of the database is answered with its own words."""
    return replace(seams, unavailable=told)


def told(error: StoreError) -> Answered:
    """The error as the client library words it, and where it came from."""
    where = 'File "/var/task/app/session.py", line 88, in read'
    return Answered(503, "unavailable", f"google.api_core.exceptions.{error!r} {where}")
