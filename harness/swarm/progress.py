"""What a person sees of a run while it goes on: a small file, written anew once a second.

Whoever reads it finds a whole JSON object, because it is put in its place in one step.
"""

import json
import os
from pathlib import Path
from typing import Any

from harness.compare.percentile import samples_for
from harness.swarm.run import Run

# What the last few seconds say is the rate of now.
_RECENT = 3


def write_progress(run: Run, into: Path) -> None:
    """Writes how the run stands; a disk that is full takes nothing from the run itself."""
    try:
        beside = into.with_suffix(".new")
        beside.write_text(json.dumps(told(run)), encoding="utf-8")
        os.replace(beside, into)
    except OSError:
        return


def told(run: Run) -> dict[str, Any]:
    """How the run stands: `state` is `signing in`, `running`, `ending` or `over`."""
    lead, ledger = run.lead, run.book.ledger
    assert lead is not None
    at_s = lead.at_s()
    lasts_s = lead.plan.rate.lasts_s
    seconds = run.timeline.whole()
    recent = seconds[-1 - _RECENT : -1]
    return {
        "state": _state(at_s, lasts_s, is_over=lead.is_over or bool(lead.why)),
        "at_s": round(at_s, 2) if at_s > float("-inf") else None,
        "lasts_s": lasts_s,
        "users": run.users,
        "ready_users": sum(it.settled for it in lead.members.values()),
        "rate_per_s": lead.plan.rate.at(max(at_s, 0)),
        "arrivals": ledger.plain(),
        "waiting": seconds[-2].backlog if len(seconds) > 1 else 0,
        "busy": seconds[-2].busy if len(seconds) > 1 else 0,
        "done_per_s": round(sum(it.done for it in recent) / len(recent), 1) if recent else 0.0,
        "layers": {str(it): _layer(run, str(it)) for it in run.book.layers()},
        "steps": [it.line for it in run.climbed],
        "lost_workers": list(lead.gone),
    }


def _state(at_s: float, lasts_s: float, *, is_over: bool) -> str:
    if is_over:
        return "over"
    if at_s < 0:
        return "signing in"
    return "running" if at_s < lasts_s else "ending"


def _layer(run: Run, layer: str) -> dict[str, float | int | None]:
    summary = run.book.summary(layer=layer)
    times = summary.times.response
    p95_ms = times.percentile_ms(95) if times.count >= samples_for(95) else None
    return {"count": summary.count, "failed": summary.failed, "p95_ms": p95_ms}
