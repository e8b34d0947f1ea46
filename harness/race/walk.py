"""Choosers that do not enumerate: random walks, and PCT, which finds a bug of depth d with a known
probability.

PCT is Burckhardt, Kothari, Musuvathi and Nagarakatte, "A Randomized Scheduler with Probabilistic
Guarantees of Finding Bugs" (ASPLOS 2010): threads have random priorities, the highest goes on, and
at d - 1 random steps the one that would go on falls below all others.
"""

import random
from collections.abc import Mapping, Sequence

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
    """PCT for bugs of `depth` (how many orderings must come together), over `length` steps.

    What is ranked are not actors but their chains: an actor that is held at two gates at once, as a
    tab at a request and at its clock, goes on in either order, and has a chain for each.
    """

    def __init__(self, seed: int, *, depth: int, length: int) -> None:
        self._random = random.Random(seed)
        self._chains = Chains()
        self._priority: dict[int, float] = {}
        points = range(1, max(length, depth))
        self._falls = set(self._random.sample(points, depth - 1)) if depth > 1 else set()

    def __call__(self, parked: Parked, done: Sequence[Step]) -> Gate:
        """The parked gate of the highest chain."""
        chains = self._chains.of(parked, done)
        for it in sorted(chains.values()):
            self._priority.setdefault(it, 1 + self._random.random())
        if len(done) in self._falls:
            self._falls.discard(len(done))
            self._priority[chains[self._highest(chains)]] = -len(done)
        return self._highest(chains)

    def _highest(self, chains: Mapping[Gate, int]) -> Gate:
        return max(chains, key=lambda it: self._priority[chains[it]])


class Chains:
    """Parts what is parked into chains, each a sequence of gates of one actor: a gate goes on where
    another of its actor's has ended, and else begins a new one. After Ozkan, Majumdar, Niksic,
    Befrouei and Weissenbacher, "Randomized Testing of Distributed Systems with Probabilistic
    Guarantees" (OOPSLA 2018).
    """

    def __init__(self) -> None:
        self._at: dict[Gate, int] = {}
        self._ended: dict[str, list[int]] = {}
        self._count = 0

    def of(self, parked: Parked, done: Sequence[Step]) -> Mapping[Gate, int]:
        """The chain of each gate that is parked now, after these steps."""
        opened = {done[-1].gate} if done else set()
        for gate in sorted((self._at.keys() - set(parked)) | (opened & self._at.keys())):
            self._ended.setdefault(gate.actor, []).append(self._at.pop(gate))
        for gate in sorted(set(parked) - self._at.keys()):
            ended = self._ended.get(gate.actor)
            self._at[gate] = ended.pop() if ended else self._new()
        return self._at

    def _new(self) -> int:
        self._count += 1
        return self._count


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
