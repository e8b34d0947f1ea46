"""What each invariant looked at, over the whole run."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from harness.model.verdict import Verdict
from harness.model.word import Status


@dataclass(frozen=True, slots=True)
class Looked:
    """One invariant: its line of the contract, how many things it examined, its verdicts."""

    invariant: str
    line: str
    examined: int
    passed: int
    failed: int
    unknown: int
    skipped: int


def looked_at(verdicts: Iterable[Verdict]) -> list[Looked]:
    """One row an invariant, by name. The verdicts are read once and not kept."""
    counts: dict[tuple[str, str], Counter[Status]] = {}
    examined: Counter[tuple[str, str]] = Counter()
    for it in verdicts:
        key = (it.invariant, it.line)
        counts.setdefault(key, Counter())[it.status] += 1
        examined[key] += it.examined
    return [
        Looked(
            *key,
            examined[key],
            own[Status.PASS],
            own[Status.FAIL],
            own[Status.UNKNOWN],
            own[Status.SKIP],
        )
        for key, own in sorted(counts.items())
    ]
