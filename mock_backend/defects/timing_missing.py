"""GET session does not say where its time went."""

from dataclasses import replace

from mock_backend.seams import Seams

NAME = "timing-missing"
LINE = "server.timing"
WHY = "The header was dropped with the middleware that made it."


def install(seams: Seams) -> Seams:
    """GET session does not say where its time went."""
    return replace(seams, timing=lambda _auth, _db, _build: b"total;dur=1")
