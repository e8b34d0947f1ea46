"""Which steps of a run came before which, whatever the clock says: its partial order.

A step is before another one where they are dependent, or where it is what let the other's gate
come into being; and whatever follows from these.
"""

from functools import cache

from harness.race.played import Played
from harness.race.step import dependent

COUNT_LIMIT = 200_000


def direct(played: Played) -> list[set[int]]:
    """For each step, the earlier ones that it depends on or that let its gate be parked."""
    steps = played.steps
    found: list[set[int]] = []
    for at, step in enumerate(steps):
        earlier = {it for it in range(at) if dependent(steps[it], step)}
        enabler = enabled_by(played, at)
        found.append(earlier | ({enabler} if enabler is not None else set()))
    return found


def enabled_by(played: Played, at: int) -> int | None:
    """The step after which the gate of step `at` was parked; None where it was from the start."""
    gate, since = played.steps[at].gate, at
    while since > 0 and gate in played.parked[since - 1] and played.steps[since - 1].gate != gate:
        since -= 1
    return since - 1 if since > 0 else None


def before(played: Played) -> list[set[int]]:
    """For each step, all steps that come before it in every equivalent run."""
    closed: list[set[int]] = []
    for earlier in direct(played):
        closed.append(earlier.union(*(closed[it] for it in earlier)))
    return closed


def races(played: Played) -> list[tuple[int, int]]:
    """Pairs of dependent steps with nothing between them that orders them: the other order may lead
    elsewhere. Two of one actor race only where it was held at both gates at once.
    """
    steps, closed = played.steps, before(played)
    found = []
    for later in range(len(steps)):
        for earlier in sorted(closed[later]):
            apart = steps[earlier].gate.actor != steps[later].gate.actor
            at_once = steps[later].gate in played.parked[earlier]
            if not (apart or at_once) or not dependent(steps[earlier], steps[later]):
                continue
            if enabled_by(played, later) == earlier:
                continue
            if not any(earlier in closed[it] for it in closed[later] if it != earlier):
                found.append((earlier, later))
    return found


def count_orders(played: Played) -> int | None:
    """How many total orders are equivalent to this run; None where there are too many to count."""
    closed = [frozenset(it) for it in before(played)]
    everything = frozenset(range(len(closed)))
    seen = 0

    @cache
    def orders(done: frozenset[int]) -> int:
        nonlocal seen
        seen += 1
        if seen > COUNT_LIMIT:
            raise OverflowError
        if done == everything:
            return 1
        ready = (it for it in everything - done if closed[it] <= done)
        return sum(orders(done | {it}) for it in ready)

    try:
        return orders(frozenset())
    except OverflowError:
        return None
