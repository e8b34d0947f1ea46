"""What `layerproof power --json FILE` adds to the result that every command writes."""

from dataclasses import asdict
from typing import Any

from harness.power.row import Power, Row
from harness.power.table import sorted_rows

Tree = dict[str, Any]  # JSON; reports/schema/result.schema.json says its shape


def tree(power: Power) -> Tree:
    """The figures and the rows; `survivors` are names, `false_findings` a number."""
    return {
        "mode": power.mode,
        "seed": power.seed,
        "killed": power.killed,
        "total": len(power.rows),
        "asked": power.asked,
        "interval": [round(it, 4) for it in power.bounds],
        "survivors": [it.defect for it in power.survivors],
        "inconclusive": [it.defect for it in power.undecided],
        "left_out": list(power.left_out),
        "runs": len(power.sound),
        "loads": power.loads,
        "false_findings": len(power.false_findings),
        "defects": [_row(it) for it in sorted_rows(power.rows)],
        "sound_runs": [_without_findings(asdict(it)) for it in power.sound],
    }


def _row(row: Row) -> Tree:
    return {
        "defect": row.defect,
        "line": row.line,
        "why": row.why,
        "fate": str(row.caught.fate),
        "by": list(row.caught.by),
        "reason": row.caught.reason,
        "seconds": row.seconds,
        "scenarios": row.played,
        "folder": row.folder,
    }


def _without_findings(run: Tree) -> Tree:
    """They stand among the result's own findings, in full."""
    return {key: value for key, value in run.items() if key != "findings"}
