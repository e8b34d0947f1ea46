"""The runner may be kept for five minutes by whoever gets it."""

from dataclasses import replace

from mock_backend.seams import Seams

NAME = "page-kept-by-browsers"
LINE = "criteria.dynamic"
WHY = "The page is the same for everybody, so a header for static files was put on it."


def install(seams: Seams) -> Seams:
    """The runner may be kept for five minutes by whoever gets it."""
    return replace(seams, page_headers=lambda: {"Cache-Control": "public, max-age=300"})
