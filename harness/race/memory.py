"""Orders that were played before need not be played again: a search that was ended in the middle
goes on where it was.

What was played is a tree: at each moment what was parked, and a branch for each gate that was
opened there. A search is led along it as far as it goes; where it leaves it, the world is asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from harness.race.played import Choose, Parked, Play, Played, Uncontrolled
from harness.race.step import Gate, Step


@dataclass(slots=True)
class _Moment:
    """What was parked, and the run that ended here; `known` is whether any run came to it."""

    parked: Parked = ()
    ended: Played | None = None
    next: dict[Gate, tuple[Step, "_Moment"]] = field(default_factory=dict)


class Remembered:
    """A `Play` that asks the world only for what is not known yet."""

    def __init__(self, play: Play, known: Iterable[Played] = ()) -> None:
        self._play = play
        self._root = _Moment()
        self.asked = 0
        for it in known:
            self.add(it)

    def __call__(self, choose: Choose) -> Played:
        """The run that `choose` leads to, played or remembered."""
        steps: list[Step] = []
        parked: list[Parked] = []
        at = self._root
        while at.parked:
            gate = choose(at.parked, tuple(steps))
            if gate is None:
                return Played((*parked, at.parked), tuple(steps), "")
            if gate not in at.next:
                break
            parked.append(at.parked)
            step, at = at.next[gate]
            steps.append(step)
        if at.ended is not None:
            return at.ended
        self.asked += 1
        played = self._play(choose)
        self.add(played)
        return played

    def add(self, played: Played) -> None:
        """Remembers a run; raises Uncontrolled where the same steps led to other gates before."""
        at = self._root
        for parked, step in zip(played.parked, played.steps, strict=False):
            if at.parked and set(at.parked) != set(parked):
                raise Uncontrolled(
                    "The race is not under control: what was remembered of the same steps knows "
                    "other gates."
                )
            at.parked = parked
            at.next.setdefault(step.gate, (step, _Moment()))
            at = at.next[step.gate][1]
        if played.outcome:
            at.ended = played
