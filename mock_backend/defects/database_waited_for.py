"""A slow database is waited for, however long it takes."""

from dataclasses import replace

from mock_backend.seams import Seams

NAME = "database-waited-for"
LINE = "server.get.status.503"
WHY = "The client library's own deadline is a minute."


def install(seams: Seams) -> Seams:
    """A slow database is waited for, however long it takes."""
    return replace(seams, deadline_s=60)
