"""Keeps looking at its moments until it is told to stop, however long a look takes."""

import math
import time
from collections.abc import Callable, Iterator
from itertools import count
from threading import Event

from harness.errors import BrowserLost, LayerproofError
from harness.model.word import Layer
from harness.sentinel.sighting import Sighting, Watch

Look = Callable[[Layer, float], Sighting]
"""One load that is meant for a layer and a moment; raises BrowserLost."""


def keep_watch(
    look: Look,
    *,
    per_s: float,
    empty_storage: float,
    begins_s: float,
    stop: Event,
    now: Callable[[], float] = time.monotonic,
) -> Watch:
    """Loads at an even rate from `begins_s` on, a time of `now`, until `stop` is set.

    A load that is late by a whole interval is missed, and counted. Without the browser nobody looks
    any more, which is said.
    """
    seen, missed, meant = list[Sighting](), 0, meant_in_turn(empty_storage)
    for number in count():
        at_s = number / per_s
        left_s = begins_s + at_s - now()
        if left_s < -1 / per_s:
            missed += 1
            continue
        if stop.wait(max(left_s, 0)):
            break
        try:
            seen.append(look(next(meant), at_s))
        except BrowserLost as error:
            return Watch(per_s, tuple(seen), missed, f"Nobody looked after {at_s:.0f} s: {error}")
        except LayerproofError as error:
            return Watch(per_s, tuple(seen), missed, f"Nobody could look at {at_s:.0f} s: {error}")
    return Watch(per_s, tuple(seen), missed)


def meant_in_turn(empty_storage: float) -> Iterator[Layer]:
    """The layers that loads are meant for, so that after each of them the share of those with an
    empty storage is as near to this as it can be.
    """
    for number in count():
        empty = math.floor((number + 1) * empty_storage) > math.floor(number * empty_storage)
        yield Layer.SERVER if empty else Layer.STORAGE
