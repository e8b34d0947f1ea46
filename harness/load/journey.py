"""What a virtual user does over and over, and which layers its loads are meant to ask."""

from collections.abc import Callable
from enum import StrEnum

from harness.model.word import Layer


class Journey(StrEnum):
    """The journeys that can be chosen.

    `fast-path` starts an interview and opens its runner, with the payload in storage; `fallback`
    opens one interview's runner again and again, with an empty storage; `mixed` starts and opens
    as the fast path does, and a share of its loads finds the storage empty.

    `start-then-fallback` starts and loads at once from the server, which must give back what was
    just written; `resume` answers a question and opens the runner again, with the entry in storage
    or, for a share, without, and must find the interview where it was left; `errors` asks for what
    must be refused, and the right refusal is its success.
    """

    MIXED = "mixed"
    FAST_PATH = "fast-path"
    FALLBACK = "fallback"
    START_THEN_FALLBACK = "start-then-fallback"
    RESUME = "resume"
    ERRORS = "errors"


SERVER_ALONE = (Journey.FALLBACK, Journey.START_THEN_FALLBACK, Journey.ERRORS)
SHARED = (Journey.MIXED, Journey.RESUME)


def layers_of(journey: Journey, empty_storage: float) -> tuple[Layer, ...]:
    """The layers that this journey's loads are meant to ask, storage first."""
    if journey in SERVER_ALONE or (journey in SHARED and empty_storage == 1):
        return (Layer.SERVER,)
    if journey is Journey.FAST_PATH or empty_storage == 0:
        return (Layer.STORAGE,)
    return (Layer.STORAGE, Layer.SERVER)


def meant_by(journey: Journey, empty_storage: float, random: Callable[[], float]) -> Layer:
    """The layer that the next load is meant to be answered by; `random` is in [0, 1)."""
    known = layers_of(journey, empty_storage)
    if len(known) == 1:
        return known[0]
    return Layer.SERVER if random() < empty_storage else Layer.STORAGE
