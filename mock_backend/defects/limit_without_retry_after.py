"""Too many calls are told so, but not when to come back."""

from dataclasses import replace

from mock_backend.seams import Seams

NAME = "limit-without-retry-after"
LINE = "server.get.status.429"
WHY = "The limiter is a middleware that knows no headers."


def install(seams: Seams) -> Seams:
    """Too many calls are told so, but not when to come back."""
    return replace(seams, limited=lambda _: {})
