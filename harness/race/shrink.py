"""From a failing order to a calm one: the fewest preemptions, and of these the fewest steps that
are not in the usual order.
"""

from collections.abc import Sequence

from harness.race.explore import Bounds, explore
from harness.race.played import Parked, Play, Played, preemptions
from harness.race.step import Gate, Step


def calmest(play: Play, failing: Played, *, max_runs: int = 200) -> Played:
    """A run with the failing one's outcome and as few preemptions as could be found.

    Searches with bounds 0, 1, 2, ... below the failing run's own, `max_runs` runs in all, so the
    first hit has the fewest; then pulls steps of one actor together while it still fails.
    """
    left = max_runs
    for most in range(preemptions(failing)):
        found = explore(
            play,
            Bounds(max_runs=left, max_preemptions=most),
            enough=lambda it: it.outcome == failing.outcome,
        ).runs
        if found and found[-1].outcome == failing.outcome:
            return found[-1]
        left -= len(found)
        if left <= 0:
            break
    return _pulled_together(play, failing, left)


def _pulled_together(play: Play, failing: Played, left: int) -> Played:
    """Moves each step up beside the last one of its actor, where the run still fails so."""
    best = failing
    for at in range(len(failing.gates)):
        if left <= 0:
            break
        wish = _pulled(best.gates, at)
        if wish == best.gates:
            continue
        left -= 1
        tried = play(Wished(wish))
        if tried.outcome == failing.outcome and preemptions(tried) < preemptions(best):
            best = tried
    return best


class Wished:
    """A chooser that opens gates in the wished order where it can, else the first by name."""

    def __init__(self, gates: Sequence[Gate]) -> None:
        self._gates = list(gates)

    def __call__(self, parked: Parked, done: Sequence[Step]) -> Gate:
        """The first wished gate that is parked and was not opened yet."""
        open_so_far = [it.gate for it in done]
        wished = list(self._gates)
        for it in open_so_far:
            if it in wished:
                wished.remove(it)
        return next((it for it in wished if it in parked), min(parked))


def _pulled(gates: Sequence[Gate], at: int) -> tuple[Gate, ...]:
    """The order with step `at` moved up to right behind the step before it of its own actor."""
    moved = gates[at]
    own = [it for it in range(at) if gates[it].actor == moved.actor]
    if not own:
        return tuple(gates)
    rest = [*gates[:at], *gates[at + 1 :]]
    rest.insert(own[-1] + 1, moved)
    return tuple(rest)
