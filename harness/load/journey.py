"""What a virtual user does over and over, and which layers its loads are meant to ask."""

from collections.abc import Callable
from enum import StrEnum

from harness.model.word import Layer


class Journey(StrEnum):
    """The journeys that can be chosen.

    `fast-path` starts an interview and opens its runner, with the payload in storage; `fallback`
    opens one interview's runner again and again, with an empty storage; `mixed` starts and opens
    as the fast path does, and a share of its loads finds the storage empty.
    """

    FAST_PATH = "fast-path"
    FALLBACK = "fallback"
    MIXED = "mixed"


def layers_of(journey: Journey, empty_storage: float) -> tuple[Layer, ...]:
    """The layers that this journey's loads are meant to ask, storage first."""
    match journey, empty_storage:
        case (Journey.FAST_PATH, _) | (Journey.MIXED, 0):
            return (Layer.STORAGE,)
        case (Journey.FALLBACK, _) | (Journey.MIXED, 1):
            return (Layer.SERVER,)
        case _:
            return (Layer.STORAGE, Layer.SERVER)


def meant_by(journey: Journey, empty_storage: float, random: Callable[[], float]) -> Layer:
    """The layer that the next load is meant to be answered by; `random` is in [0, 1)."""
    known = layers_of(journey, empty_storage)
    if len(known) == 1:
        return known[0]
    return Layer.SERVER if random() < empty_storage else Layer.STORAGE
