"""Whether a run caught a defect, and by what.

A defect declares beforehand which line of the contract it breaks. It is killed only by a FAIL that
speaks of this line, which is one of

- a finding of an invariant whose own line it is, or which the line's row in `contract.toml` lists,
  also where the report tells it as a symptom of another finding's cause;
- a scenario that the row lists and that failed by an assert of its own. A scenario that failed only
  because an invariant was broken in what it recorded counts for that invariant, not for itself.

A FAIL that speaks of other lines only is told as `caught elsewhere`, and is no kill: the harness
noticed that something is wrong, and would send a person to the wrong place. A run without any FAIL
in which something could not be found out is inconclusive; else the defect survived.
"""

from collections.abc import Iterable, Iterator, Sequence

from harness.model.look import Symptom
from harness.model.run import Check, Finding
from harness.model.word import Status
from harness.power.guard import Guard
from harness.power.row import Caught, Fate

SCENARIO = "scenario"


def decide(guard: Guard, findings: Sequence[Finding], checks: Sequence[Check]) -> Caught:
    """What became of the defect, by what it was caught, and a sentence for who did not catch it."""
    told = list(_told(findings, checks))
    by = [check for check, line in told if _counts(guard, check, line)]
    if by:
        return Caught(Fate.KILLED, _unique(by))
    if told:
        return Caught(Fate.ELSEWHERE, _unique(f"{check} ({line})" for check, line in told))
    return _uncaught(checks, findings)


def _told(findings: Iterable[Finding], checks: Iterable[Check]) -> Iterator[tuple[str, str]]:
    """Each FAIL as the check that found it, and its line ('' where a scenario has none)."""
    for it in findings:
        named: tuple[Finding | Symptom, ...] = () if it.accepted else (it, *it.symptoms)
        for told in named:
            if told.status is Status.FAIL and told.invariant != SCENARIO:
                yield f"invariant:{told.invariant}", told.line
    for check in checks:
        if check.failed_by_itself:
            yield f"scenario:{function_of(check)}", ""


def _counts(guard: Guard, check: str, line: str) -> bool:
    return line == guard.line or check in guard.checks()


def function_of(check: Check) -> str:
    """The scenario's file and function, without the values that it was played with."""
    return f"{check.file}::{check.id.rpartition('::')[2].partition('[')[0]}"


def _uncaught(checks: Sequence[Check], findings: Sequence[Finding]) -> Caught:
    counts = {it: sum(1 for check in checks if check.status is it) for it in Status}
    told = ", ".join(f"{counts[it]} {it}" for it in Status if counts[it])
    if not checks:
        return Caught(Fate.UNKNOWN, (), "no scenario was played")
    undecided = [it.reason for it in checks if it.status is Status.UNKNOWN]
    undecided += [it.reason for it in findings if it.status is Status.UNKNOWN]
    if undecided:
        return Caught(Fate.UNKNOWN, (), f"{told}; {undecided[0].partition(chr(10))[0]}")
    if counts[Status.SKIP] == len(checks):
        return Caught(Fate.SURVIVED, (), f"nothing could look: {checks[0].reason}")
    return Caught(Fate.SURVIVED, (), told)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
