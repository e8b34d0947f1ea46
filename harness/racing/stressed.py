"""What repeating finds: how often each outcome came, and how many runs it would take to be sure."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from harness.model.word import Status
from harness.race.walk import runs_needed
from harness.racing.world import World


@dataclass(frozen=True, slots=True)
class Stressed:
    """The outcomes of `runs` runs, the most frequent first; `failing` names those that failed,
    `undecided` those of which it is not known.
    """

    runs: int
    outcomes: tuple[tuple[str, int], ...]
    failing: frozenset[str]
    undecided: frozenset[str] = frozenset()

    @property
    def status(self) -> Status:
        """FAIL where a run failed, UNKNOWN where one could not be decided, else PASS."""
        if self.failing:
            return Status.FAIL
        return Status.UNKNOWN if self.undecided else Status.PASS

    def lines(self) -> Iterator[str]:
        """As a person reads it."""
        yield f"{self.runs} runs with delays by chance:"
        for outcome, count in self.outcomes:
            mark = "✗" if outcome in self.failing else "?" if outcome in self.undecided else "✓"
            needed = runs_needed(count / self.runs)
            said = f"; {needed} runs see it with 95 % probability" if needed else ""
            yield f"  {mark} {outcome}: {count} of {self.runs}{said}"
        if self.status is Status.PASS:
            bound = _upper(self.runs)
            yield (
                f"No run failed: with 95 % probability fewer than {bound:.2%} of runs do. "
                "That says nothing of the orders that no run came to."
            )


def stressed(world: World, count: int, *, seed: int, longest_ms: float) -> Stressed:
    """Plays so many runs, each from a seed of its own."""
    records = [world.stress(seed * 1_000_003 + at, longest_ms=longest_ms) for at in range(count)]
    counts = Counter(str(it.ended) for it in records)
    failing, undecided = (
        frozenset(str(it.ended) for it in records if it.ended.status is status)
        for status in (Status.FAIL, Status.UNKNOWN)
    )
    return Stressed(count, tuple(counts.most_common()), failing, undecided)


def _upper(runs: int) -> float:
    """The rule of three, exactly: the share above which some run would have failed, at 95 %."""
    return float(1 - 0.05 ** (1 / runs))
