"""The name of an order: `s2.<digest>.<steps>`.

The digest is of the scenario and its gates, so that an id of another scenario, or of another
version of this one, is refused. A step is the first letters of its gate's hash, as many as tell
the gates that were parked at each of its moments apart; a replay that finds no such gate parked
says where.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from harness.errors import BadSetting, Inconclusive
from harness.race.played import Parked, Played
from harness.race.step import Gate, Step

# 2: what other tabs see of storage is held where nobody says what is.
VERSION = "s2"
_WIDEST = 8


class Diverged(Inconclusive):
    """A replay came to a moment that the recorded order does not know."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """An order of gate openings by the letters of each step; `digest` says of what."""

    digest: str
    steps: tuple[str, ...]

    def __str__(self) -> str:
        """The id, as people pass it on."""
        width = len(self.steps[0]) if self.steps else 1
        return f"{VERSION}.{self.digest}.{width}{''.join(self.steps)}"


def digest_of(scenario: str, gates: Iterable[str]) -> str:
    """Eight letters that stand for the scenario and the set of its gates' names."""
    said = "\n".join([scenario, *sorted(set(gates))])
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def schedule_of(played: Played, digest: str) -> Schedule:
    """The run's order; the letters are as many as its moments need."""
    width = next(
        (it for it in range(2, _WIDEST) if all(_apart(now, it) for now in played.parked)), _WIDEST
    )
    return Schedule(digest, tuple(letters(it, width) for it in played.gates))


def parse(text: str, digest: str) -> Schedule:
    """The schedule of an id; raises BadSetting for a text that is none, or of another scenario."""
    version, _, rest = text.strip().partition(".")
    theirs, _, steps = rest.partition(".")
    if not re.fullmatch(r"s\d+", version) or not theirs or not steps[:1].isdigit():
        raise BadSetting(f"'{text}' is no schedule: an id looks like {VERSION}.1a2b3c4d.2abcdef.")
    if version != VERSION:
        raise BadSetting(
            f"'{text}' is of another version ({version}; here it is {VERSION}), which held other "
            "gates. Find the orders anew, without --replay."
        )
    if theirs != digest:
        raise BadSetting(
            f"'{text}' is of another scenario or of other gates ({theirs}; here it is {digest}). "
            "Find the orders anew, without --replay."
        )
    width, said = int(steps[0]), steps[1:]
    if not width or len(said) % width:
        raise BadSetting(f"'{text}' is cut short: {len(said)} letters, {width} a step.")
    return Schedule(theirs, tuple(said[it : it + width] for it in range(0, len(said), width)))


class Replay:
    """A chooser that follows a schedule, and ends the run after its last step."""

    def __init__(self, schedule: Schedule) -> None:
        self._steps = schedule.steps

    def __call__(self, parked: Parked, done: Sequence[Step]) -> Gate | None:
        """The gate of the next step; raises Diverged where it is not parked."""
        at = len(done)
        if at >= len(self._steps):
            if parked:
                raise Diverged(_beyond(at, parked))
            return None
        wanted = self._steps[at]
        found = [it for it in parked if letters(it, len(wanted)) == wanted]
        if len(found) != 1:
            raise Diverged(
                f"The replay diverged at step {at + 1} of {len(self._steps)}: the gate '{wanted}' "
                f"is not parked. Parked: {_named(parked, len(wanted))}."
            )
        return found[0]


def letters(gate: Gate, width: int) -> str:
    """The first letters of the gate's hash, of a to z and 2 to 7."""
    return base64.b32encode(hashlib.sha256(str(gate).encode()).digest()).decode().lower()[:width]


def _apart(parked: Parked, width: int) -> bool:
    return len({letters(it, width) for it in parked}) == len(parked)


def _named(parked: Parked, width: int) -> str:
    return ", ".join(f"{it} ('{letters(it, width)}')" for it in parked) or "nothing"


def _beyond(at: int, parked: Parked) -> str:
    return (
        f"The replay diverged after its last step ({at}): something is still parked: "
        f"{', '.join(map(str, parked))}."
    )
