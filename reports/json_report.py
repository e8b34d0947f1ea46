"""result.json, which is also what `--json FILE` writes: one stable, documented object.

`reports/schema/result.schema.json` says what stands in it. Within one `schema_version` keys are
only ever added, never renamed or taken away.
"""

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from harness.model.run import Cell, Check, Finding, Run, Stage
from harness.model.word import Status
from harness.runs.saved import SavedRun
from reports import phrase
from reports.output import put

NAME = "result.json"
SCHEMA_VERSION = 1
Tree = dict[str, Any]  # JSON; the schema says its shape
COUNTED = (Status.PASS, Status.FAIL, Status.UNKNOWN, Status.SKIP)

NO_RUN: Tree = {
    "id": "",
    "folder": "",
    "started_at": "",
    "stage": str(Stage.STARTED),
    "interrupted": False,
    "command": "",
    "versions": {},
}


def write(run: SavedRun, into: Path) -> Path:
    """Writes `into/result.json` and returns its path. NotSaved where it cannot be written."""
    return put(into / NAME, text(result(run)))


def text(tree: Tree) -> str:
    """The object as it is written: keys in the order of the schema, UTF-8, one line's end."""
    return json.dumps(tree, indent=2, ensure_ascii=False) + "\n"


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
        "deselected": list(run.deselected),
        "sessions": {"created": run.created, "cleaned": run.cleaned},
        "notes": list(saved.notes),
    }


def refused(reason: str, exit_code: int, *, target: Mapping[str, str] | None = None) -> Tree:
    """The object for a command that ended before there was a run: a usage error (2), a target or
    browser that is not there (3).
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "verdict": str(Status.UNKNOWN),
        "reason": reason,
        "exit_code": exit_code,
        "counts": {**{str(it): 0 for it in COUNTED}, "accepted": 0},
        "duration_s": 0.0,
        "target": dict(target or {}),
        "profile": "",
        "run": NO_RUN,
        "matrix": [],
        "findings": [],
        "checks": [],
        "deselected": [],
        "sessions": {"created": 0, "cleaned": 0},
        "notes": [],
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
    }
