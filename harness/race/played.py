"""One run of a scenario under a schedule, and the world that plays it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from harness.errors import Inconclusive
from harness.race.step import Gate, Step

Parked = tuple[Gate, ...]
Choose = Callable[[Parked, Sequence[Step]], Gate | None]
Play = Callable[[Choose], "Played"]


class Uncontrolled(Inconclusive):
    """The same order led to something else: what was found says nothing about orders."""


@dataclass(frozen=True, slots=True)
class Played:
    """What was parked before each step, the steps, and where it ended.

    `outcome` is '' where the chooser ended the run before the world did (it returned None).
    `parked[i]` stood open to choice when `steps[i]` was chosen.
    """

    parked: tuple[Parked, ...]
    steps: tuple[Step, ...]
    outcome: str

    @property
    def gates(self) -> tuple[Gate, ...]:
        """The gates in the order of their opening."""
        return tuple(it.gate for it in self.steps)


def preemptions(played: Played) -> int:
    """How often an actor that could have gone on was left for another one."""
    gates = played.gates
    return sum(
        before.actor != after.actor and any(it.actor == before.actor for it in parked)
        for before, after, parked in zip(gates, gates[1:], played.parked[1:], strict=False)
    )
