"""GET answers what the document was when it was first asked for."""

from dataclasses import replace

from mock_backend.seams import Seams

NAME = "stale-body-served"
LINE = "server.get.database-alone"
WHY = "Built answers are kept by id, and nothing throws them away when the document changes."


def install(seams: Seams) -> Seams:
    """GET answers what the document was when it was first asked for."""
    return replace(seams, is_fresh=lambda _built, _stored: True)
