"""Judges a saved run, for the first time or again: no browser, no application, only what was
recorded.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from harness.judge.accepted import Accepted, accept
from harness.judge.conclusion import Proof, concluded
from harness.judge.failure import Failure, Glimpse, failures_in, glimpse_of
from harness.judge.finding import findings
from harness.judge.matrix import LoadSeen, matrix, seen_in
from harness.judge.passing import Passing, passing_of, told_of
from harness.judge.ruling import count_examined, judge_journey
from harness.model.journey import Journey
from harness.model.verdict import Verdict
from harness.runs.contract import scenario_lines
from harness.runs.saved import SavedRun, open_run
from harness.runs.writer import save_judged, save_verdicts


@dataclass(slots=True)
class _Seen:
    """What the conclusion needs of journeys that are let go again."""

    failures: list[Failure] = field(default_factory=list)
    glimpses: list[Glimpse] = field(default_factory=list)
    loads: list[LoadSeen] = field(default_factory=list)
    ways: list[Passing] = field(default_factory=list)
    examined: Counter[str] = field(default_factory=Counter)
    traces: int = 0


def judge_again(
    folder: Path,
    *,
    accepted: Sequence[Accepted] = (),
    left_out: Collection[Proof] | None = None,
    today: date | None = None,
) -> SavedRun:
    """Judges the run in `folder` journey by journey, saves verdicts and head, and opens it.

    A run that died before all was recorded becomes an interrupted one. `left_out` is what
    `conclude` asks for. BadRun where the run cannot be read, NotSaved where the judgement cannot be
    written; the run is then as it was.
    """
    saved = open_run(folder)
    seen = _Seen()
    save_verdicts(saved.folder, _verdicts(saved.journeys(), seen))
    checks = tuple(saved.recorded_checks())
    found = findings(seen.failures, checks, seen.glimpses, scenario_lines())
    day = today or datetime.now(UTC).date()
    run = replace(
        saved.run,
        interrupted=saved.cut_short,
        checks=checks,
        races=tuple(saved.recorded_races()),
        findings=accept(found, accepted, day),
        matrix=matrix(checks, seen.loads, saved.run.selected_starters),
        loads=max(saved.run.loads, seen.traces),
        hosting={**saved.run.hosting, **told_of(seen.ways)},
    )
    save_judged(saved.folder, concluded(run, seen.examined, left_out=left_out))
    return open_run(saved.folder)


def _verdicts(journeys: Iterable[Journey], seen: _Seen) -> Iterator[Verdict]:
    for journey in journeys:
        verdicts = judge_journey(journey)
        seen.failures += failures_in(verdicts, journey)
        seen.glimpses.append(glimpse_of(verdicts, journey))
        seen.loads += seen_in(journey)
        seen.examined += count_examined(verdicts)
        seen.traces += len(journey.traces)
        seen.ways += [passing_of(it) for it in journey.traces]
        yield from verdicts
