"""A database that is unavailable is answered 500, which no client tries again in earnest."""

from dataclasses import replace

from mock_backend.problem import Answered
from mock_backend.seams import Seams

NAME = "database-error-as-500"
LINE = "server.get.status.503"
WHY = "The error of the database falls through to the framework."


def install(seams: Seams) -> Seams:
    """A database that is unavailable is answered 500, which no client tries again in earnest."""
    return replace(seams, unavailable=lambda _: Answered(500, "internal"))
