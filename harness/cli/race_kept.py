"""A race as a saved run: a check for each outcome, with its calmest order recorded in full, so that
every report can show it.
"""

import shlex
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from harness.cli.race_shown import app_at, shown
from harness.cli.racing import Ring
from harness.judge.conclusion import EXIT
from harness.model.race import Raced, RaceOutcome
from harness.model.run import BROKE, Check, Run, Stage
from harness.model.word import Status
from harness.plugin.publish import WRITERS
from harness.plugin.version import versions
from harness.racing.outcome import Ended
from harness.racing.race import Race
from harness.racing.result import result
from harness.runs.judging import judge_again
from harness.runs.place import point_latest
from harness.runs.saved import SavedRun
from harness.runs.writer import RunWriter, save_head, save_judged, save_recorded


def keep(race: Race, ring: Ring, folder: Path) -> SavedRun:
    """Saves the race and its reports in `folder`; raises NotSaved."""
    head = _head(race, ring, folder)
    save_head(folder, head)
    point_latest(folder)
    raced = result(race, starter=ring.starter, gates=ring.gates, repeat=lambda it: repeat(ring, it))
    if raced.calmest and not race.interrupted:
        with app_at(ring.settings.url, ring.defects) as app:
            raced = shown(raced, ring.profile, folder, app)
    writer = RunWriter(folder)
    try:
        for it in raced.outcomes:
            _keep_outcome(race, ring, it, writer)
        writer.race(raced)
    finally:
        writer.close()
    save_recorded(folder, head)
    judged = judge_again(folder)
    run = _ruled(judged.run, raced)
    save_judged(folder, run)
    saved = SavedRun(folder, run, judged.notes)
    for write in WRITERS:
        write(saved, folder)
    return saved


def repeat(ring: Ring, order: str = "") -> str:
    """The command that races again, or plays one order."""
    words = ["layerproof", "race", "--starter", ring.starter]
    settings = ring.settings
    words += ["--url", settings.url] if settings.url else []
    words += ["--profile", settings.profile] if settings.profile else []
    words += [word for it in ring.defects for word in ("--defect", it)]
    words += ["--gates", ",".join(ring.gates)] if ring.named else []
    words += ["--under", ",".join(settings.under)] if settings.under else []
    words += ["--firestore-proxy", proxy] if (proxy := settings.proxied) else []
    return shlex.join([*words, *(["--replay", order] if order else [])])


def _keep_outcome(race: Race, ring: Ring, row: RaceOutcome, writer: RunWriter) -> None:
    recorded = race.orders.examples.get(row.outcome)
    journeys = recorded.journeys if recorded else ()
    for journey in journeys:
        writer.journey(journey)
    writer.check(
        Check(
            id=row.example,
            title=f"{row.outcome}: {row.orders} of {len(race.orders.known)} orders",
            file="race",
            status=row.status,
            reason=_reason(row, recorded.ended if recorded else None),
            starter=ring.starter,
            journeys=tuple(it.id for it in journeys),
            repeat=row.repeat,
        )
    )


def _reason(row: RaceOutcome, ended: Ended | None) -> str:
    """Why the outcome is no pass; '' where it is one."""
    if row.status is Status.UNKNOWN:
        return "; ".join(f"{it.invariant} could not be decided: {it.reason}" for it in row.doubts)
    if row.status is Status.PASS or ended is None:
        return ""
    return ended.failed or f"{BROKE} {', '.join(ended.broken)}."


def _head(race: Race, ring: Ring, folder: Path) -> Run:
    settings = ring.settings
    return Run(
        id=folder.name,
        command=repeat(ring),
        started_at=datetime.now(UTC).isoformat(timespec="milliseconds"),
        stage=Stage.STARTED,
        target={"name": ring.profile.name, "url": settings.url, "build": ""},
        profile=ring.profile.name,
        rules=ring.profile.rules(base_url=settings.url or "http://127.0.0.1"),
        settings=settings.shown(),
        versions=versions(),
        selected_starters=(ring.starter,),
        allow_untested=True,
        duration_s=round(race.seconds, 3),
        interrupted=race.interrupted,
    )


def _ruled(run: Run, raced: Raced) -> Run:
    failing = f"{len(raced.failing)} of {raced.explored} orders fail. " if raced.failing else ""
    reason = raced.hindered or f"{failing}{raced.said}"
    if raced.status is Status.UNKNOWN and raced.undecided:
        doubts = {doubt.invariant: doubt for it in raced.outcomes for doubt in it.doubts}
        said = "; ".join(f"{it.invariant} ({it.reason})" for it in doubts.values())
        reason = f"{raced.said} {len(raced.undecided)} could not be decided: {said}"
    code = EXIT[raced.status]
    return replace(run, verdict=raced.status, verdict_reason=reason, exit_code=code)
