"""What staff create for a student is booked as if the student had."""

from dataclasses import replace
from datetime import datetime

from mock_backend.interview.progress import Booking, State
from mock_backend.seams import Seams

NAME = "org-interview-in-user-scope"
LINE = "server.create.org"
WHY = "Both endpoints share one function, and its default was the student."


def install(seams: Seams) -> Seams:
    """What staff create for a student is booked as if the student had."""

    def created(booking: Booking, now: datetime) -> State:
        return seams.created(replace(booking, scope="user"), now)

    return replace(seams, created=created)
