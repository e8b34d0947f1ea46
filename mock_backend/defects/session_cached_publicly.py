"""GET session may be kept by any cache."""

from dataclasses import replace

from mock_backend.seams import Seams

NAME = "session-cached-publicly"
LINE = "server.cache"
WHY = "A default of the platform was never changed."


def install(seams: Seams) -> Seams:
    """GET session may be kept by any cache."""
    return replace(seams, cache_control=b"public, max-age=60")
