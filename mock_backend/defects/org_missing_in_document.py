"""The document of an interview without organisation has no orgId."""

from dataclasses import replace
from datetime import datetime

from mock_backend.interview.progress import Booking, State
from mock_backend.seams import Seams

NAME = "org-missing-in-document"
LINE = "server.document.interview"
WHY = "The organisation is left out where there is none, instead of being empty."


def install(seams: Seams) -> Seams:
    """The document of an interview without organisation has no orgId."""

    def created(booking: Booking, now: datetime) -> State:
        found = seams.created(booking, now)
        return {name: value for name, value in found.items() if name != "orgId" or value}

    return replace(seams, created=created)
