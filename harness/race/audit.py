"""Whether a race is under control: each order, played twice, must lead to the same."""

from collections.abc import Iterable, Sequence

from harness.race.played import Parked, Play, Played, Uncontrolled
from harness.race.step import Gate, Step


class Again:
    """A chooser that repeats a run, and notices where other gates are parked."""

    def __init__(self, played: Played) -> None:
        self._played = played

    def __call__(self, parked: Parked, done: Sequence[Step]) -> Gate:
        """The gate that was opened then; raises Uncontrolled where the moment is another one."""
        at, played = len(done), self._played
        before = set(played.parked[at]) if at < len(played.steps) else set()
        if before != set(parked):
            raise Uncontrolled(_other(at, before, parked))
        return played.steps[at].gate


def audit(play: Play, runs: Iterable[Played]) -> int:
    """Plays each run once more; returns how many agreed, which is all of them.

    Raises Uncontrolled for the first that did not.
    """
    agreed = 0
    for run in runs:
        again = play(Again(run))
        if again.gates != run.gates:
            raise Uncontrolled(_other(len(again.gates), run.gates[len(again.gates) :], ()))
        if again.outcome != run.outcome:
            order = ", ".join(map(str, run.gates))
            raise Uncontrolled(
                f"The race is not under control: one order ended as '{run.outcome}' and as "
                f"'{again.outcome}'. The order: {order}."
            )
        agreed += 1
    return agreed


def _other(at: int, before: Iterable[Gate], parked: Iterable[Gate]) -> str:
    said = [", ".join(map(str, sorted(it))) or "none" for it in (before, parked)]
    return (
        f"The race is not under control: after the same {at} steps other gates were parked. "
        f"Before: {said[0]}. Now: {said[1]}."
    )
