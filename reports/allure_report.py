"""Allure results of a saved run, for a run that was not watched by allure-pytest itself."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Protocol

from allure_commons.logger import AllureFileLogger
from allure_commons.model2 import (
    Attachment,
    Label,
    Parameter,
    StatusDetails,
    TestResult,
    TestStepResult,
)
from allure_commons.model2 import Status as AllureStatus

from harness.model.journey import Journey
from harness.model.run import Check, Run
from harness.model.trace import Trace
from harness.model.word import Outcome, Status
from harness.runs.saved import SavedRun
from reports import phrase
from reports.gather import readable
from reports.load import load_of
from reports.output import put

NAME = "allure-results"
WHOLE = "layerproof"
STATUS = {
    Status.PASS: AllureStatus.PASSED,
    Status.FAIL: AllureStatus.FAILED,
    Status.UNKNOWN: AllureStatus.BROKEN,
    Status.SKIP: AllureStatus.SKIPPED,
    Status.NA: AllureStatus.SKIPPED,
}
CATEGORIES = [
    {"name": "The application is wrong", "matchedStatuses": ["failed"]},
    {"name": "It could not be found out", "matchedStatuses": ["broken"]},
    {"name": "The target cannot do it", "matchedStatuses": ["skipped"]},
]
Step = TestStepResult


class ResultWriter(Protocol):
    """What is used of Allure's own writer: it puts files into one folder, each at once."""

    def report_result(self, result: TestResult) -> None:
        """Writes one test's result."""

    def report_attached_data(self, body: str, file_name: str) -> None:
        """Writes an attachment."""

    def report_attached_file(self, source: str, file_name: str) -> None:
        """Copies an attachment."""


def write(run: SavedRun, into: Path) -> Path:
    """Writes the folder `into/allure-results` anew and returns its path."""
    folder = into / NAME
    # Allure ships no types.
    writer: ResultWriter = AllureFileLogger(str(folder), clean=True)  # type: ignore[no-untyped-call]
    steps = dict(_steps(run, writer))
    for check in (*run.run.checks, *_doubt(run)):
        writer.report_result(_result(check, run, steps, writer))
    put(folder / "categories.json", json.dumps(CATEGORIES, indent=2))
    put(folder / "environment.properties", _environment(run.run))
    return folder


def _doubt(run: SavedRun) -> Iterator[Check]:
    """The run as a whole, where what was recorded is not: no scenario can show that."""
    if run.losses:
        reason = " ".join([phrase.why(run.run), *run.losses])
        yield Check(WHOLE, "the run as a whole", WHOLE, run.run.verdict, reason)


def _result(
    check: Check, saved: SavedRun, steps: dict[str, Step], writer: ResultWriter
) -> TestResult:
    run, name = saved.run, check.id.rpartition("::")[2] or check.id
    begin = _ms(check.began_at or run.started_at)
    stop = begin + round(check.duration_s * 1_000)
    identity = hashlib.sha256(check.id.encode("utf-8", "replace")).hexdigest()[:32]
    return TestResult(
        uuid=f"{run.id}-{identity[:12]}",
        name=phrase.clean(check.title or name),
        fullName=phrase.clean(check.id),
        historyId=identity,
        testCaseId=identity,
        status=STATUS[check.status],
        statusDetails=_details(check, run),
        description=phrase.clean(f"Repeat it with: {check.repeat}") if check.repeat else None,
        labels=list(_labels(check)),
        parameters=[Parameter(name="conditions", value=phrase.clean(", ".join(check.conditions)))],
        steps=[_within(steps[it], begin, stop) for it in check.journeys if it in steps],
        attachments=list(_pictures(check, saved, writer)),
        start=begin,
        stop=stop,
    )


def _details(check: Check, run: Run) -> StatusDetails:
    shown = [it for it in run.findings if check.id in it.checks]
    told = [f"{it.invariant} ({it.line}): {it.reason}" for it in shown]
    told += [f"{it.invariant}: {again}" for it in shown if (again := phrase.recurrence(it))]
    return StatusDetails(
        known=any(it.accepted for it in shown) or None,
        flaky=any(it.recurrence is not None and it.recurrence.is_flaky for it in shown) or None,
        message=phrase.clean("\n".join(filter(None, [check.reason, *told]))),
        trace=phrase.clean(check.detail),
    )


def _labels(check: Check) -> Iterator[Label]:
    pairs = [
        ("framework", "layerproof"),
        ("language", "python"),
        ("suite", check.file),
        ("feature", check.starter),
        ("story", check.proves),
        *(("tag", it) for it in check.conditions),
    ]
    return (Label(name=name, value=phrase.clean(value)) for name, value in pairs if value)


def _steps(run: SavedRun, writer: ResultWriter) -> Iterator[tuple[str, Step]]:
    """Each journey as a step, its loads as steps in it; its story goes to disk at once."""
    for number, journey in enumerate(readable(run, [])):
        name = f"journey-{number:05}-attachment.txt"
        writer.report_attached_data(phrase.clean(journey.story()), name)
        story = Attachment(name="story", source=name, type="text/plain")
        yield (
            journey.id,
            Step(
                name=phrase.clean(f"{journey.starter or 'opened directly'} ({journey.id})"),
                status=_worst(journey.traces),
                steps=[_load_step(it, journey) for it in journey.traces],
                attachments=[story],
            ),
        )


def _load_step(trace: Trace, journey: Journey) -> Step:
    load = load_of(trace, journey)
    layer = f", answered by {load.layer}" if load.layer else ""
    kind = f" ({load.kind})" if load.kind else ""
    text = f"{load.id} ended {load.outcome}{kind}{layer} after {phrase.duration(load.took_ms)}"
    return Step(name=phrase.clean(text), status=_worst([trace]))


def _worst(traces: Iterable[Trace]) -> str:
    """A step is broken where a load got stuck; an error screen may be what the scenario wants."""
    stuck = any(it.ended is Outcome.STUCK for it in traces)
    return str(AllureStatus.BROKEN if stuck else AllureStatus.PASSED)


def _pictures(check: Check, run: SavedRun, writer: ResultWriter) -> Iterator[Attachment]:
    for title, name in check.attachments.items():
        path = run.attachment(name)
        if path is not None:
            writer.report_attached_file(str(path), path.name)
            kind = "image/png" if path.suffix == ".png" else "application/octet-stream"
            yield Attachment(name=phrase.clean(title), source=path.name, type=kind)


def _environment(run: Run) -> str:
    pairs = {**run.target, **run.versions, "profile": run.profile, "run": run.id}
    lines = [f"{key}={phrase.first_line(phrase.clean(str(it)))}" for key, it in pairs.items() if it]
    return "\n".join(lines) + "\n"


def _within(step: Step, begin: int, stop: int) -> Step:
    """The step with its check's times: when a journey began is known on its tabs' clocks alone."""
    step.start, step.stop = begin, stop
    return step


def _ms(instant: str) -> int:
    return round(datetime.fromisoformat(instant).timestamp() * 1_000)
