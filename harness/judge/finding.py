"""From verdicts to findings: what is wrong, said once, with the load that shows it best.

A verdict that is not well becomes a `Failure`, which needs nothing of its journey any more, so that
a run of any length can be judged journey by journey. Failures are one finding where invariant,
starter and reason agree, figures and ids aside.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from harness.model.journey import Journey
from harness.model.run import Check, Finding
from harness.model.trace import Trace
from harness.model.verdict import Verdict
from harness.model.word import Status

SCENARIO = "scenario"
BAD = (Status.FAIL, Status.UNKNOWN)
_VARIES = re.compile(r"'[^']*'|\"[^\"]*\"|<[^>]*>|\b\w*\d(?:[\w.]*\w)?")


@dataclass(frozen=True, slots=True)
class Failure:
    """One verdict that is not well, and what a finding needs of its journey. `journey` is the key
    by which checks name it.
    """

    verdict: Verdict
    journey: str
    starter: str
    layer: str
    conditions: tuple[str, ...]
    length: int
    screenshot: str = ""


def failures_in(
    verdicts: Iterable[Verdict], journey: Journey, *, key: str = ""
) -> tuple[Failure, ...]:
    """The verdicts that are FAIL or UNKNOWN, with what a finding needs of the journey.

    `key` is the name by which the run's checks know the journey; its id where it is ''. What a cut
    recording leaves open is no failure of its own: the check says what cut it.
    """
    traces = {it.id: it for it in journey.traces}
    cut = {it.id for it in journey.traces if it.interrupted}
    open_ends = cut | {journey.id} if cut else cut
    return tuple(
        Failure(
            verdict=it,
            journey=key or journey.id,
            starter=journey.starter,
            layer=_layer(traces.get(it.subject) or _last(journey)),
            conditions=journey.conditions,
            length=len(journey.events),
            screenshot=_screenshot(traces.get(it.subject) or _last(journey)),
        )
        for it in verdicts
        if it.status is Status.FAIL or (it.status is Status.UNKNOWN and it.subject not in open_ends)
    )


def findings(failures: Iterable[Failure], checks: Sequence[Check]) -> tuple[Finding, ...]:
    """The findings, the worst and most frequent first.

    A check that is not well although none of its journeys has a failure is a finding of its own,
    named `scenario`; those that could not be found out for one reason are one finding.
    """
    groups: dict[tuple[str, str, str, Status], list[Failure]] = defaultdict(list)
    known = list(failures)
    for it in known:
        verdict = it.verdict
        groups[verdict.invariant, it.starter, template(verdict.reason), verdict.status].append(it)
    by_journey = {name: check for check in checks for name in check.journeys}
    found = [_finding(group, by_journey) for group in groups.values()]
    explained = {it.journey for it in known}
    found += _of_checks([it for it in checks if _is_alone(it, explained)])
    return tuple(sorted(found, key=_rank))


def template(reason: str) -> str:
    """The reason without what varies from load to load: figures, ids, quoted words."""
    return _VARIES.sub("…", reason.partition("\n")[0])


def _finding(group: Sequence[Failure], by_journey: Mapping[str, Check]) -> Finding:
    best = min(group, key=lambda it: (len(it.conditions), it.length, it.verdict.subject))
    verdict = best.verdict
    check = by_journey.get(best.journey)
    names = {by_journey[it.journey].id for it in group if it.journey in by_journey}
    return Finding(
        invariant=verdict.invariant,
        line=verdict.line,
        reason=verdict.reason,
        starter=best.starter,
        layer=best.layer,
        conditions=best.conditions,
        trace=verdict.subject,
        evidence=verdict.evidence,
        repeat=check.repeat if check else "",
        status=verdict.status,
        checks=tuple(sorted(names)),
        count=len(group),
        screenshot=best.screenshot,
    )


def _is_alone(check: Check, explained: set[str]) -> bool:
    return check.status in BAD and not explained.intersection(check.journeys)


def _of_checks(alone: Sequence[Check]) -> list[Finding]:
    """What failed by its own assert is told one by one; what could not be found out, once for each
    reason: a sign-in that is refused stops many scenarios.
    """
    undecided: dict[str, list[Check]] = defaultdict(list)
    for it in alone:
        if it.status is Status.UNKNOWN and it.reason:
            undecided[template(it.reason)].append(it)
    grouped = {it.id for its in undecided.values() for it in its}
    failed = [_of_check([it]) for it in alone if it.id not in grouped]
    return failed + [_of_check(its) for its in undecided.values()]


def _of_check(checks: Sequence[Check]) -> Finding:
    check = checks[0]
    return Finding(
        invariant=SCENARIO,
        line=check.id,
        reason=check.reason or "The scenario did not come out as it says.",
        starter=check.starter,
        layer=check.proves,
        conditions=check.conditions,
        trace=check.journeys[-1] if check.journeys else "",
        evidence=(),
        repeat=check.repeat,
        status=check.status,
        checks=tuple(it.id for it in checks),
        count=len(checks),
    )


def _rank(finding: Finding) -> tuple[bool, int, str, str, str]:
    is_fail = finding.status is Status.FAIL
    return (
        not is_fail,
        -finding.count,
        finding.invariant,
        finding.starter,
        finding.reason,
    )


def _last(journey: Journey) -> Trace | None:
    return journey.traces[-1] if journey.traces else None


def _layer(trace: Trace | None) -> str:
    return str(trace.answered_by or "") if trace else ""


def _screenshot(trace: Trace | None) -> str:
    return trace.screenshot if trace else ""
