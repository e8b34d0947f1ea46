"""Choosers that do not enumerate: random walks, and PCT, which finds a bug of depth d with a known
probability.

PCT is Burckhardt, Kothari, Musuvathi and Nagarakatte, "A Randomized Scheduler with Probabilistic
Guarantees of Finding Bugs" (ASPLOS 2010): actors have random priorities, the highest goes on, and
at d - 1 random steps the one that would go on falls below all others.
"""

import random
from collections.abc import Sequence

from harness.race.played import Parked
from harness.race.step import Gate, Step


class RandomWalk:
    """Any parked gate, each as likely as the others; the seed decides."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def __call__(self, parked: Parked, done: Sequence[Step]) -> Gate:
        """One of the parked gates."""
        del done
        return self._random.choice(sorted(parked))


class PrioritisedWalk:
    """PCT for bugs of `depth` (how many orderings must come together), over `length` steps."""

    def __init__(self, seed: int, *, depth: int, length: int) -> None:
        self._random = random.Random(seed)
        self._priority: dict[str, float] = {}
        points = range(1, max(length, depth))
        self._falls = set(self._random.sample(points, depth - 1)) if depth > 1 else set()

    def __call__(self, parked: Parked, done: Sequence[Step]) -> Gate:
        """The gate of the highest actor; its first by name, where it has several."""
        for actor in sorted({it.actor for it in parked}):
            self._priority.setdefault(actor, 1 + self._random.random())
        if len(done) in self._falls:
            self._falls.discard(len(done))
            self._priority[self._highest(parked).actor] = -len(done)
        return self._highest(parked)

    def _highest(self, parked: Parked) -> Gate:
        return min(parked, key=lambda it: (-self._priority[it.actor], it))


def runs_needed(probability: float, *, sure: float = 0.95) -> int | None:
    """How many independent runs see an event of this probability at least once with certainty
    `sure`; None where it never comes.
    """
    if probability <= 0:
        return None
    missed, runs = 1.0, 0
    while 1 - missed < sure:
        missed, runs = missed * (1 - min(probability, 1.0)), runs + 1
    return runs
