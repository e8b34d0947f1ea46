"""From plays of one scenario to how often its fault was seen; it classifies, and excuses nothing.

first play      FAIL, which made the finding
further plays   FAIL by the same check: seen. PASS, or FAIL by others: not seen.
                UNKNOWN, SKIP, no result: counts nowhere
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from harness.judge.cause import SCENARIO
from harness.judge.differed import differed
from harness.model.journey import Journey
from harness.model.recurrence import Recurrence
from harness.model.run import Check, Finding, Run
from harness.model.word import Status

ENDED = (Status.PASS, Status.FAIL)


@dataclass(frozen=True, slots=True)
class Play:
    """One play of a scenario: how it ended, what failed in it, and what was recorded."""

    status: Status
    broken: frozenset[str]
    journeys: tuple[Journey, ...]


def recurrence(
    finding: Finding, check: str, first: Sequence[Journey], further: Iterable[Play]
) -> Recurrence:
    """How often the finding was seen in the scenario's plays, with what differed in the first of
    them that went without it.
    """
    plays = list(further)
    ended = [it for it in plays if it.status in ENDED]
    without = [it for it in ended if not _shows(it, finding)]
    told = differed(first, without[0].journeys) if without else ()
    return Recurrence(
        check,
        seen=1 + len(ended) - len(without),
        plays=1 + len(ended),
        differed=told,
        unended=len(plays) - len(ended),
    )


def broken_in(run: Run, check: Check) -> frozenset[str]:
    """The names of all that failed in the scenario: findings and what they explain; `scenario` for
    an assert of its own.
    """
    named = [(it.invariant, it.status, it.checks) for it in run.findings]
    explained = [symptom for it in run.findings for symptom in it.symptoms]
    named += [(it.invariant, it.status, it.checks) for it in explained]
    found = {name for name, status, ids in named if status is Status.FAIL and check.id in ids}
    return frozenset(found | ({SCENARIO} if check.failed_by_itself else set()))


def _shows(play: Play, finding: Finding) -> bool:
    return play.status is Status.FAIL and finding.invariant in play.broken
