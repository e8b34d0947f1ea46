"""What repeating finds: how often each outcome came, and how many runs it would take to be sure."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from harness.race.walk import runs_needed
from harness.racing.world import World


@dataclass(frozen=True, slots=True)
class Stressed:
    """The outcomes of `runs` runs, the most frequent first; `failing` names those that failed."""

    runs: int
    outcomes: tuple[tuple[str, int], ...]
    failing: frozenset[str]

    def lines(self) -> Iterator[str]:
        """As a person reads it."""
        yield f"{self.runs} runs with delays by chance:"
        for outcome, count in self.outcomes:
            mark = "✗" if outcome in self.failing else "✓"
            needed = runs_needed(count / self.runs)
            said = f"; {needed} runs see it with 95 % probability" if needed else ""
            yield f"  {mark} {outcome}: {count} of {self.runs}{said}"
        if not self.failing:
            bound = _upper(self.runs)
            yield (
                f"No run failed: with 95 % probability fewer than {bound:.2%} of runs do. "
                "That says nothing of the orders that no run came to."
            )


def stressed(world: World, count: int, *, seed: int, longest_ms: float) -> Stressed:
    """Plays so many runs, each from a seed of its own."""
    records = [world.stress(seed * 1_000_003 + at, longest_ms=longest_ms) for at in range(count)]
    counts = Counter(str(it.ended) for it in records)
    failing = frozenset(str(it.ended) for it in records if it.ended.is_failing)
    return Stressed(count, tuple(counts.most_common()), failing)


def _upper(runs: int) -> float:
    """The rule of three, exactly: the share above which some run would have failed, at 95 %."""
    return float(1 - 0.05 ** (1 / runs))
