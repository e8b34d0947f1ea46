"""result.json, which is also what `--json FILE` writes: one stable, documented object.

`reports/schema/result.schema.json` says what stands in it. Within one `schema_version` keys are
only ever added, never renamed or taken away.
"""

import json
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

from harness.model.comparison import Comparison
from harness.model.look import Symptom
from harness.model.race import Raced, RaceOutcome
from harness.model.run import Cell, Check, Finding, Run
from harness.model.word import Status
from harness.runs.saved import SavedRun
from reports import phrase
from reports.output import put

NAME = "result.json"
SCHEMA_VERSION = 1
Tree = dict[str, Any]  # JSON; the schema says its shape
COUNTED = (Status.PASS, Status.FAIL, Status.UNKNOWN, Status.SKIP)


def write(run: SavedRun, into: Path) -> Path:
    """Writes `into/result.json` and returns its path. NotSaved where it cannot be written."""
    return put(into / NAME, text(result(run)))


def text(tree: Tree) -> str:
    """The object as it is written, keys in the schema's order; half a surrogate pair is '?'."""
    said = json.dumps(tree, indent=2, ensure_ascii=False) + "\n"
    return said.encode("utf-8", "replace").decode("utf-8")


def schema() -> Tree:
    """The JSON Schema of `result`."""
    source = files("reports") / "schema" / "result.schema.json"
    tree: Tree = json.loads(source.read_text("utf-8"))
    return tree


def result(saved: SavedRun) -> Tree:
    """The run as the documented object."""
    run = saved.run
    return {
        "schema_version": SCHEMA_VERSION,
        "verdict": str(run.verdict),
        "reason": phrase.why(run),
        "exit_code": run.exit_code,
        "counts": _counts(run),
        "duration_s": run.duration_s,
        "target": {key: str(value) for key, value in run.target.items()},
        "hosting": dict(run.hosting),
        "profile": run.profile,
        "run": {
            "id": run.id,
            "folder": str(saved.folder),
            "started_at": run.started_at,
            "stage": str(run.stage),
            "interrupted": run.interrupted,
            "command": run.command,
            "versions": dict(run.versions),
        },
        "matrix": [_cell(it) for it in run.matrix],
        "findings": [_finding(it) for it in run.findings],
        "checks": [_check(it) for it in run.checks],
        "races": [race_tree(it) for it in run.races],
        "deselected": list(run.deselected),
        "sessions": {"created": run.created, "cleaned": run.cleaned, "tag": run.tag},
        "notes": list(saved.notes),
        **({"comparison": comparison(run.comparison)} if run.comparison else {}),
    }


def comparison(it: Comparison) -> Tree:
    """Two addresses side by side, as the schema describes it."""
    rows = [{**asdict(row), "samples": list(row.samples)} for row in it.rows]
    for row in rows:
        row["interval"] = [row.pop("low"), row.pop("high")]
    return {
        "before": it.before,
        "after": it.after,
        "pairs": it.pairs,
        "margins": dict(it.margins),
        "rows": rows,
        "cold": [asdict(hit) for hit in it.cold],
        "only_in": {"before": list(it.only_before), "after": list(it.only_after)},
        "unseen": it.unseen,
        "told": list(it.told),
    }


def race_tree(raced: Raced) -> Tree:
    """One race as the schema describes it."""
    missing = raced.missing
    return {
        "check": raced.check,
        "title": raced.title,
        "starter": raced.starter,
        "gates": list(raced.gates),
        "digest": raced.digest,
        "way": raced.way,
        "seed": raced.seed,
        "status": str(raced.status),
        "said": raced.said,
        "exhaustive": raced.exhaustive,
        "explored": raced.explored,
        "feasible": raced.feasible,
        "pruned": raced.pruned,
        "endless": list(raced.endless),
        "cut": raced.cut,
        "audited": raced.audited,
        "outcomes": [_outcome(it) for it in raced.outcomes],
        "failing": list(raced.failing),
        "undecided": list(raced.undecided),
        "calmest": raced.calmest,
        "repeat": raced.repeat,
        "missing": missing and {**asdict(missing), "things": list(missing.things)},
        "trace": raced.trace,
        "script": raced.script,
        "unscripted": raced.unscripted,
        "hindered": raced.hindered,
        "seconds": raced.seconds,
    }


def _outcome(row: RaceOutcome) -> Tree:
    return {
        "outcome": row.outcome,
        "status": str(row.status),
        "failing": row.status is Status.FAIL,
        "orders": row.orders,
        "example": row.example,
        "steps": row.steps,
        "preemptions": row.preemptions,
        "undecided": [asdict(it) for it in row.doubts],
        "repeat": row.repeat,
    }


def _counts(run: Run) -> dict[str, int]:
    """How many checks have each status, and how many findings are accepted."""
    statuses = [it.status for it in run.checks]
    accepted = sum(1 for it in run.findings if it.accepted)
    return {**{str(it): statuses.count(it) for it in COUNTED}, "accepted": accepted}


def _cell(cell: Cell) -> Tree:
    return {
        "starter": cell.starter,
        "layer": cell.layer,
        "state": str(cell.state),
        "loads": cell.loads,
        "ready": cell.ready,
        "evidence": list(cell.evidence),
    }


def _finding(finding: Finding) -> Tree:
    return {
        "invariant": finding.invariant,
        "line": finding.line,
        "status": str(finding.status),
        "reason": finding.reason,
        "starter": finding.starter,
        "layer": finding.layer,
        "conditions": list(finding.conditions),
        "trace": finding.trace,
        "evidence": list(finding.evidence),
        "repeat": finding.repeat,
        "count": finding.count,
        "checks": list(finding.checks),
        "accepted": finding.accepted,
        "screenshot": finding.screenshot,
        "cause": finding.cause,
        "rank": finding.rank,
        "suffers": finding.suffers,
        "look": {
            "request": finding.look.request,
            "entry": finding.look.entry,
            "field": finding.look.field,
            "screen": finding.look.screen,
            "ids": finding.look.ids,
        },
        "starters": list(finding.starters),
        "symptoms": [_symptom(it) for it in finding.symptoms],
        "script": finding.script,
        "recurrence": _recurrence(finding),
    }


def _recurrence(finding: Finding) -> Tree | None:
    it = finding.recurrence
    if it is None:
        return None
    return {**asdict(it), "differed": list(it.differed), "flaky": it.is_flaky}


def _symptom(symptom: Symptom) -> Tree:
    return {
        "invariant": symptom.invariant,
        "line": symptom.line,
        "status": str(symptom.status),
        "reason": symptom.reason,
        "count": symptom.count,
        "starters": list(symptom.starters),
        "checks": list(symptom.checks),
    }


def _check(check: Check) -> Tree:
    return {
        "id": check.id,
        "title": check.title,
        "status": str(check.status),
        "reason": check.reason,
        "starter": check.starter,
        "layer": check.proves,
        "conditions": list(check.conditions),
        "duration_s": check.duration_s,
        "repeat": check.repeat,
        "browser_trace": check.attachments.get("trace", ""),
        "again": check.attachments.get("again", ""),
    }
