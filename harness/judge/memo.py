"""What is worked out of a journey once, although many invariants ask for it."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from harness.model.journey import Journey

T = TypeVar("T")


def once_a_journey(work_out: Callable[[Journey], T]) -> Callable[[Journey], T]:
    """Keeps the answer for the last journey asked about: journeys are judged one after another.

    A journey is frozen, so the same object has the same answer; another one that is equal is worked
    out again.
    """
    kept: list[tuple[Journey, T]] = []

    @wraps(work_out)
    def answer(journey: Journey) -> T:
        if kept and kept[0][0] is journey:
            return kept[0][1]
        worked_out = work_out(journey)
        kept[:] = [(journey, worked_out)]
        return worked_out

    return answer
