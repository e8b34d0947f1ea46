"""One step of a schedule: the opening of one gate, and what happened until all was quiet again.

Two steps are **independent** when both orders of them lead to the same state, so that only one
order needs to be played. Whether they are is read from what they touched, on the safe side:

- steps of one actor (a tab, the server's handling of one request) are dependent: an actor that is
  held at several gates at once may go on in any order of them;
- steps that touched the same thing, at least one of them writing, are dependent;
- a step that put an end to a parked gate (its tab was closed, say) is dependent with that gate's.

Everything else is independent. A step whose touches are not known touches `ANYTHING`, and is
dependent with every other.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

ANYTHING = "*"


@dataclass(frozen=True, slots=True, order=True)
class Gate:
    """A named point where an actor is held; unique among the gates parked at one moment."""

    actor: str
    name: str

    def __str__(self) -> str:
        """`actor:name`, as ids are made of and people read it."""
        return f"{self.actor}:{self.name}"


@dataclass(frozen=True, slots=True)
class Touch:
    """One thing that a step read or wrote, such as `storage:interview:init:7`."""

    thing: str
    writes: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A gate that was opened, what was touched until the next moment of quiet, and the gates that
    were parked before and gone after without having been opened.
    """

    gate: Gate
    touched: frozenset[Touch] = frozenset()
    ended: frozenset[Gate] = field(default_factory=frozenset)


def dependent(one: Step, other: Step) -> bool:
    """Whether the order of the two steps may matter."""
    if one.gate.actor == other.gate.actor:
        return True
    if one.gate in other.ended or other.gate in one.ended:
        return True
    return _clash(one.touched, other.touched)


def _clash(one: Iterable[Touch], other: Iterable[Touch]) -> bool:
    mine, theirs = _modes(one), _modes(other)
    if ANYTHING in mine or ANYTHING in theirs:
        return True
    return any(mine[it] or theirs[it] for it in mine.keys() & theirs.keys())


def _modes(touched: Iterable[Touch]) -> dict[str, bool]:
    """Each thing, and whether it was written."""
    modes: dict[str, bool] = {}
    for it in touched:
        modes[it.thing] = modes.get(it.thing, False) or it.writes
    return modes
