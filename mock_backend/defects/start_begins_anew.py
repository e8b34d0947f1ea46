"""A second start throws away what was answered."""

from dataclasses import replace

from mock_backend.seams import Seams

NAME = "start-begins-anew"
LINE = "server.start.again"
WHY = "Start is not idempotent: nobody thought of a reload of the starter."


def install(seams: Seams) -> Seams:
    """A second start throws away what was answered."""
    return replace(seams, resumes=lambda _: False)
