"""What a whole run says, in one word, one sentence, counts and an exit code.

Worst first: FAIL, UNKNOWN, SKIP, PASS. Nothing passes by not looking: a promised invariant that
examined nothing is UNKNOWN, and PASS needs both layers proved for each selected starter. What was
left out on purpose is listed, not counted. Accepted findings are shown, not counted.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from harness.judge.cause import SCENARIO
from harness.model.run import UNPROVED, Cell, Check, Finding, LayerState, Run
from harness.model.word import Status

EXIT = {Status.PASS: 0, Status.FAIL: 1, Status.UNKNOWN: 3, Status.SKIP: 3, Status.NA: 3}
INTERRUPTED = 130
SKIPPED_ALONE = "The only check was skipped."
BROKEN = (LayerState.MASKED, LayerState.DEAD)
Proof = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The verdict of a run; `counts` are its checks by status, and `accepted`."""

    verdict: Status
    reason: str
    counts: Mapping[str, int]
    exit_code: int


def conclude(
    run: Run, examined: Mapping[str, int], *, left_out: Collection[Proof] | None = None
) -> Conclusion:
    """The run's verdict from its checks, findings and matrix.

    `examined` says how many things each invariant looked at (`ruling.count_examined`). `left_out`
    are the (starter, layer) that deselected checks would have proved; None stands for all of them,
    where anything was deselected.
    """
    counts = Counter(str(it.status) for it in run.checks)
    counts["accepted"] = sum(1 for it in run.findings if it.accepted)
    verdict, reason = _verdict(run, examined, left_out)
    exit_code = INTERRUPTED if run.interrupted else EXIT[verdict]
    return Conclusion(verdict, reason, dict(counts), exit_code)


def concluded(
    run: Run, examined: Mapping[str, int], *, left_out: Collection[Proof] | None = None
) -> Run:
    """The run with its conclusion written into it."""
    found = conclude(run, examined, left_out=left_out)
    return replace(
        run,
        verdict=found.verdict,
        verdict_reason=found.reason,
        counts=found.counts,
        exit_code=found.exit_code,
    )


def unexamined(checks: Sequence[Check], examined: Mapping[str, int]) -> tuple[str, ...]:
    """What the checks that ran promised to look at, and nothing in the run gave them to see."""
    ran = [it for it in checks if it.status is not Status.SKIP]
    promised = {name for check in ran for name in check.promises}
    return tuple(sorted(name for name in promised if not examined.get(name)))


def unproved(run: Run, left_out: Collection[Proof] | None) -> tuple[Cell, ...]:
    """The cells of selected starters that nobody tested and that were not left out on purpose."""
    if left_out is None and run.deselected:
        return ()
    return tuple(
        it
        for it in run.matrix
        if it.starter in run.selected_starters
        and it.state in UNPROVED
        and (it.starter, it.layer) not in (left_out or ())
    )


def _verdict(
    run: Run, examined: Mapping[str, int], left_out: Collection[Proof] | None
) -> tuple[Status, str]:
    failing = _failing(run)
    if failing:
        return Status.FAIL, failing
    doubt = _doubt(run, examined, left_out)
    if doubt:
        return Status.UNKNOWN, doubt
    ran = [it for it in run.checks if it.status is not Status.SKIP]
    if not ran:
        count = len(run.checks)
        return Status.SKIP, f"All {count} checks were skipped." if count > 1 else SKIPPED_ALONE
    return Status.PASS, _praise(run, len(ran))


def _failing(run: Run) -> str:
    found = [it for it in run.findings if it.status is Status.FAIL and not it.accepted]
    accepted = [it for it in run.findings if it.accepted]
    forgiven = {name for it in accepted for name in (it.starters or (it.starter,))}
    broken = [it for it in run.matrix if it.state in BROKEN and it.starter not in forgiven]
    failed = [it for it in run.checks if it.status is Status.FAIL]
    said = [
        *(f"the {layer} layer is {state} for {names}" for (layer, state), names in _where(broken)),
        *([_worst("cause", [_line(it) for it in found])] if found else []),
    ]
    if failed and not said:
        said = [_worst("failed check", [it.title for it in failed])]
    return _sentence("; ".join(said))


def _doubt(run: Run, examined: Mapping[str, int], left_out: Collection[Proof] | None) -> str:
    """Why the run proves nothing, '' where it does."""
    blind = unexamined(run.checks, examined)
    untested = [] if run.allow_untested else list(unproved(run, left_out))
    unknown = [it for it in run.findings if it.status is Status.UNKNOWN and not it.accepted]
    undecided = [it for it in run.checks if it.status is Status.UNKNOWN]
    lines = [_line(it) for it in unknown]
    said = [
        ("the run was interrupted" if run.interrupted else ""),
        ("no check ran" if not run.checks else ""),
        (f"{_many(run.unplayed, 'scenario')} of {run.planned} not played" if run.unplayed else ""),
        (_not_found_out(lines) if lines else ""),
        (f"undecided: {undecided[0].title}" if undecided and not unknown else ""),
        (f"promised but never examined: {', '.join(blind)}" if blind else ""),
        (f"not proved: {_cells(untested)}" if untested else ""),
    ]
    return _sentence("; ".join(filter(None, said)))


def _not_found_out(lines: Sequence[str]) -> str:
    if len(lines) == 1:
        return f"could not be found out: {lines[0]}"
    return f"{len(lines)} things could not be found out, such as: {lines[0]}"


def _praise(run: Run, ran: int) -> str:
    skipped = sum(1 for it in run.checks if it.status is Status.SKIP)
    accepted = sum(1 for it in run.findings if it.accepted)
    works = sum(1 for it in run.matrix if it.state is LayerState.WORKS)
    seen = [it for it in run.matrix if it.state is LayerState.SEEN]
    untested = [it for it in run.matrix if it.state is LayerState.NOT_TESTED]
    said = [
        f"{_many(ran, 'check')} passed, {works} of {len(run.matrix)} layers proved",
        (f"{skipped} skipped" if skipped else ""),
        (f"{_many(accepted, 'accepted finding')}" if accepted else ""),
        (f"{len(run.deselected)} left out on purpose" if run.deselected else ""),
        (f"seen answering, but not proved: {_cells(seen)}" if seen else ""),
        (f"not tested: {_cells(untested)}" if untested else ""),
    ]
    return f"{_caveat(run, works)}{_sentence('; '.join(filter(None, said)))}"


def _caveat(run: Run, works: int) -> str:
    """What keeps a PASS from being the proof, first of all; '' where a layer was proved."""
    if works:
        return ""
    return f"{'Of what was selected; no' if run.deselected else 'No'} layer was proved. "


def _where(broken: Sequence[Cell]) -> list[tuple[tuple[str, str], str]]:
    """Each layer and state with the starters that it is so for, in the matrix's order."""
    starters: dict[tuple[str, str], list[str]] = {}
    for it in broken:
        starters.setdefault((str(it.layer), str(it.state)), []).append(it.starter)
    return [(what, ", ".join(names)) for what, names in starters.items()]


def _cells(cells: Sequence[Cell]) -> str:
    return ", ".join(f"{it.starter}/{it.layer}" for it in cells)


def _worst(noun: str, lines: Sequence[str]) -> str:
    """The only line, or how many there are and the first, which is the worst."""
    return lines[0] if len(lines) == 1 else f"{_many(len(lines), noun)}, the worst: {lines[0]}"


def _line(finding: Finding) -> str:
    """The cause and the invariant's name; what a scenario says itself needs none."""
    said = finding.cause or finding.reason.partition("\n")[0]
    return said if finding.invariant == SCENARIO else f"{said.rstrip('.')} ({finding.invariant})"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _sentence(text: str) -> str:
    return text and text[0].upper() + text[1:].rstrip(".") + "."
