"""From causes to findings: what is wrong, said once for each cause, with the load that shows it
best, what a user suffers of it, where to look, and what else fails for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from harness.judge.assertion import failures_of, function_of
from harness.judge.cause import SCENARIO, Cause, Kind, causes, template
from harness.judge.failure import Failure, Glimpse
from harness.judge.look import joined
from harness.judge.suffering import Suffering, worst_of
from harness.model.look import Symptom
from harness.model.run import Check, Finding
from harness.model.word import Status

BAD = (Status.FAIL, Status.UNKNOWN)


def findings(
    failures: Iterable[Failure],
    checks: Sequence[Check],
    glimpses: Iterable[Glimpse] = (),
    guards: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Finding, ...]:
    """One finding a cause; what users suffer most from first, then the most frequent.

    A check that failed by an assert of its own counts as a failure named `scenario`; what explains
    it has it as a symptom. Checks that could not be found out for one reason are one finding.
    `guards` has the contract's lines that a scenario guards, by `test_file.py::test_function`.
    """
    known = list(failures)
    seen = {it.journey: it for it in glimpses}
    explained = {it.journey for it in known}
    own = [it for it in checks if it.failed_by_itself or _is_alone(it, explained)]
    decided = [it for it in own if it.status is Status.FAIL]
    lines = guards or {}
    known += [
        failure
        for it in decided
        for failure in failures_of(it, seen, lines.get(function_of(it), ()))
    ]
    by_journey = _by_journey(checks)
    found = [_finding(it, by_journey) for it in causes(known)]
    found += _undecided([it for it in own if it.status is Status.UNKNOWN])
    return tuple(sorted(found, key=_place))


def _finding(cause: Cause, by_journey: Mapping[str, Check]) -> Finding:
    kind = cause.roots[0]
    best = min(kind.failures, key=lambda it: it.plainness)
    everything = [it for each in cause.kinds for it in each.failures]
    check = by_journey.get(best.journey)
    pain = _pain(cause)
    return Finding(
        invariant=kind.invariant,
        line=_line(kind, check),
        reason=best.verdict.reason,
        starter=best.starter,
        layer=best.layer,
        conditions=best.conditions,
        trace=best.verdict.subject,
        evidence=best.verdict.evidence,
        repeat=check.repeat if check else "",
        status=kind.status,
        checks=_checks(everything, by_journey),
        count=sum(len(it.failures) for it in cause.roots),
        screenshot=best.screenshot,
        cause=best.said,
        rank=pain.rank,
        suffers=pain.sentence if kind.status is Status.FAIL else "",
        look=joined(best.look, (it.look for each in cause.roots for it in each.failures)),
        starters=tuple(sorted({it.starter for each in cause.roots for it in each.failures} - {""})),
        symptoms=tuple(_symptom(it, by_journey) for it in _others(cause)),
    )


def _others(cause: Cause) -> list[Kind]:
    """Everything but what the finding itself says: further roots, then symptoms, most first."""
    more = sorted(cause.symptoms, key=lambda it: (-len(it.failures), it.invariant))
    return [*cause.roots[1:], *more]


def _symptom(kind: Kind, by_journey: Mapping[str, Check]) -> Symptom:
    first = min(kind.failures, key=lambda it: it.plainness)
    check = by_journey.get(first.journey)
    return Symptom(
        invariant=kind.invariant,
        line=_line(kind, check),
        reason=first.said or first.verdict.reason,
        count=len(kind.failures),
        status=kind.status,
        starters=tuple(sorted({it.starter for it in kind.failures} - {""})),
        checks=_checks(kind.failures, by_journey),
    )


def _line(kind: Kind, check: Check | None) -> str:
    """The line of the contract; a scenario's id where it guards none that is known."""
    if kind.invariant != SCENARIO or kind.line in kind.guards:
        return kind.line
    return next(iter(sorted(kind.guards)), check.id if check else "")


def _pain(cause: Cause) -> Suffering:
    """The worst of its own lines and of what scenarios missed for it. What invariants say of its
    symptoms may rest on a session that should not have been there at all.
    """
    told = [*cause.roots, *(it for it in cause.symptoms if it.invariant == SCENARIO)]
    return worst_of(it.line for it in told if it.status is Status.FAIL)


def _checks(failures: Iterable[Failure], by_journey: Mapping[str, Check]) -> tuple[str, ...]:
    return tuple(sorted({by_journey[it.journey].id for it in failures if it.journey in by_journey}))


def _by_journey(checks: Iterable[Check]) -> dict[str, Check]:
    """The check of each journey; one that recorded none stands under its own id."""
    return {name: check for check in checks for name in (check.id, *check.journeys)}


def _is_alone(check: Check, explained: set[str]) -> bool:
    return check.status in BAD and not explained.intersection(check.journeys)


def _undecided(checks: Sequence[Check]) -> list[Finding]:
    """What could not be found out is told once for each reason: a sign-in that is refused stops
    many scenarios.
    """
    grouped: dict[str, list[Check]] = defaultdict(list)
    for it in checks:
        grouped[template(it.reason) or it.id].append(it)
    return [_of_checks(its) for its in grouped.values()]


def _of_checks(checks: Sequence[Check]) -> Finding:
    check = checks[0]
    reason = check.reason or "The scenario could not be played to its end."
    return Finding(
        invariant=SCENARIO,
        line=check.id,
        reason=reason,
        starter=check.starter,
        layer=check.proves,
        conditions=check.conditions,
        trace=check.journeys[-1] if check.journeys else "",
        evidence=(),
        repeat=check.repeat,
        status=check.status,
        checks=tuple(it.id for it in checks),
        count=len(checks),
        cause=reason.partition("\n")[0],
    )


def _place(finding: Finding) -> tuple[bool, int, bool, int, str, str, str]:
    """What fails, then what users suffer most from; of that, what a scenario missed something for
    before what is a danger only, and then the most frequent.
    """
    is_fail = finding.status is Status.FAIL
    missed = SCENARIO in (finding.invariant, *(it.invariant for it in finding.symptoms))
    return (
        not is_fail,
        finding.rank,
        not missed,
        -len(finding.checks),
        finding.invariant,
        finding.starter,
        finding.reason,
    )
