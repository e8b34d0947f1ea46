"""A race as a saved run: a check for each outcome, with its calmest order recorded in full, so that
every report can show it.
"""

import shlex
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from harness.cli.racing import Ring
from harness.model.run import Check, Run, Stage
from harness.model.word import Status
from harness.plugin.publish import WRITERS
from harness.plugin.version import versions
from harness.race.summary import OutcomeRow
from harness.racing.race import Race
from harness.runs.judging import judge_again
from harness.runs.place import point_latest
from harness.runs.saved import SavedRun
from harness.runs.writer import RunWriter, save_head, save_judged, save_recorded

CODES = {Status.PASS: 0, Status.FAIL: 1}


def keep(race: Race, ring: Ring, folder: Path) -> SavedRun:
    """Saves the race and its reports in `folder`; raises NotSaved."""
    head = _head(race, ring, folder)
    save_head(folder, head)
    point_latest(folder)
    writer = RunWriter(folder)
    try:
        for row in race.rows:
            _keep_outcome(race, ring, row, writer)
    finally:
        writer.close()
    save_recorded(folder, head)
    judged = judge_again(folder)
    verdict = _verdict(race)
    run = judged.run
    save_judged(folder, _ruled(run, verdict, race))
    saved = SavedRun(folder, _ruled(run, verdict, race), judged.notes)
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
    return shlex.join([*words, *(["--replay", order] if order else [])])


def _keep_outcome(race: Race, ring: Ring, row: OutcomeRow, writer: RunWriter) -> None:
    recorded = race.orders.examples[row.outcome]
    for journey in recorded.journeys:
        writer.journey(journey)
    broken = ", ".join(recorded.ended.broken)
    reason = recorded.ended.failed or (f"The app broke {broken}." if broken else "")
    writer.check(
        Check(
            id=row.example,
            title=f"{row.outcome}: {row.orders} of {len(race.orders.known)} orders",
            file="race",
            status=Status.FAIL if row.failing else Status.PASS,
            reason=reason if row.failing else "",
            starter=ring.starter,
            journeys=tuple(it.id for it in recorded.journeys),
            repeat=repeat(ring, row.example),
        )
    )


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


def _verdict(race: Race) -> Status:
    if race.failing:
        return Status.FAIL
    return Status.UNKNOWN if race.hindered or not race.orders.known else Status.PASS


def _ruled(run: Run, verdict: Status, race: Race) -> Run:
    reason = race.hindered or race.said
    code = CODES.get(verdict, 3)
    return replace(run, verdict=verdict, verdict_reason=reason, exit_code=code)
