"""An id of more than sixteen characters leads to the 404 of the framework."""

from dataclasses import replace

from mock_backend.seams import Seams

NAME = "long-ids-not-routed"
LINE = "criteria.resolves"
WHY = "The proxy in front cuts addresses off, and nobody made a long one."


def install(seams: Seams) -> Seams:
    """An id of more than sixteen characters leads to the 404 of the framework."""

    def is_runner(path: bytes) -> bool:
        return len(path) <= len(b"/interview/") + 16 and seams.is_runner(path)

    return replace(seams, is_runner=is_runner)
