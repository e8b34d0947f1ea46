"""What comes again and again in one run, as a page that polls makes it: the orders of such a run
have no end, so that from the ninth time on it is no choice any more.

What is counted is a gate of an actor, whichever of several it was at one moment, and for the
server's work the requests of one kind.
"""

from collections.abc import Collection, Sequence

from harness.race.played import Played
from harness.race.step import Gate, Step

# A sound start-up asks three times and waits a few times; nothing that comes so often is a start.
MOST = 8


def named(gate: Gate) -> str:
    """The gate without the numbers that tell it apart: `tab-1:timer`."""
    return f"{_bare(gate.actor)}:{_bare(gate.name)}"


def is_tired(gate: Gate, done: Sequence[Step], *, most: int = MOST) -> bool:
    """Whether it came so often before that it is no choice any more."""
    if _number(gate.actor) > most:
        return True
    name = _bare(gate.name)
    own = (it.gate for it in done if it.gate.actor == gate.actor)
    return sum(_bare(it.name) == name for it in own) >= most


def tireless(played: Played, *, most: int = MOST) -> frozenset[str]:
    """What came so often in the run that it was no choice any more, or would not have been."""
    counted = {it.gate for it in played.steps}
    return frozenset(named(it) for it in counted if is_tired(it, played.steps, most=most))


def told(names: Collection[str], *, most: int = MOST) -> str:
    """Of which orders a search that came to this may speak."""
    came = ", ".join(sorted(names))
    return f"in which nothing is chosen more than {most} times in a run ({came} came so often)"


def _bare(text: str) -> str:
    name, _, number = text.rpartition("#")
    return name if name and number.isdigit() else text


def _number(text: str) -> int:
    """The 3 of `server GET /x#3`; 1 where there is none."""
    name, _, number = text.rpartition("#")
    return int(number) if name and number.isdigit() else 1
