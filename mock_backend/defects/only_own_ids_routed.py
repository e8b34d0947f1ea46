"""An id that was not made by the app itself leads to the 404 of the framework."""

import re
from dataclasses import replace

from mock_backend.seams import Seams

NAME = "only-own-ids-routed"
LINE = "runner.route.200"
WHY = "The route was given the pattern of the ids that the app makes today."

OURS = re.compile(rb"/interview/[A-Za-z0-9]{20}")


def install(seams: Seams) -> Seams:
    """An id that was not made by the app itself leads to the 404 of the framework."""

    def is_runner(path: bytes) -> bool:
        return OURS.fullmatch(path) is not None and seams.is_runner(path)

    return replace(seams, is_runner=is_runner)
