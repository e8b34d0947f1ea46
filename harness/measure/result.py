"""A finished run as one plain document, from which everything else is made.

`load.json` in the run's folder: what was asked, what became of every arrival, times of each layer,
journey and outcome with their histograms, the timeline, the thresholds, and how the generator
fared. Within one FORM keys are only ever added. A percentile is null where fewer than five samples
lie beyond it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from harness.compare.percentile import samples_for
from harness.errors import BadRun
from harness.measure.book import Book, Timed
from harness.measure.climb import Climb
from harness.measure.health import Health
from harness.measure.histogram import Histogram, merged, of_encoded
from harness.measure.threshold import Held
from harness.measure.timeline import Second, Timeline
from harness.model.word import Status

FORM = 1
NAME = "load.json"
SHARES = {"p50_ms": 50.0, "p90_ms": 90.0, "p95_ms": 95.0, "p99_ms": 99.0, "p999_ms": 99.9}
Tree: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a run besides what it measured.

    `plan` is the plan's text, '' for a closed run; `ended` is why it ended before its time, '' for
    a run that went to its end; `lost_workers` names those that ended in the middle.
    """

    url: str
    profile: str
    journey: str
    empty_storage: float
    plan: Mapping[str, Any]
    began_at: str
    lasted_s: float
    users: int
    workers: int
    ended: str = ""
    aborted: bool = False
    lost_workers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The run's verdict, its reason in a sentence, and the exit code that goes with it."""

    status: Status
    reason: str

    @property
    def exit_code(self) -> int:
        """0 for PASS, 1 for FAIL, 3 for anything that is not known."""
        return {Status.PASS: 0, Status.FAIL: 1}.get(self.status, 3)


def document(
    facts: Facts,
    book: Book,
    timeline: Timeline,
    *,
    held: Sequence[Held],
    health: Health,
    verdict: Verdict,
    climb: Climb | None = None,
) -> Tree:
    """The run as plain data."""
    ledger = book.ledger
    return {
        "form": FORM,
        "verdict": str(verdict.status),
        "reason": verdict.reason,
        "exit_code": verdict.exit_code,
        "run": _run(facts),
        "offered_per_s": _per_s(ledger.offered, facts.lasted_s),
        "achieved_per_s": _per_s(_done_in_time(timeline.whole(), facts), facts.lasted_s),
        "arrivals": ledger.plain(),
        "layers": {str(it): _layer(book, str(it)) for it in book.layers()},
        "series": [{**key._asdict(), **_timed(it)} for key, it in sorted(book.series.items())],
        "start": _timed(book.starts),
        "not_started": _timed(book.not_started),
        "attempts": {str(times): count for times, count in sorted(book.attempts.items())},
        "legs": {name: _times(it) for name, it in sorted(book.legs.items())},
        "thresholds": [threshold_tree(it) for it in held],
        "climb": climb and _climb(climb),
        "health": {
            "late_seconds": list(health.late),
            "full_seconds": list(health.full),
            "waiting_seconds": list(health.waiting),
            "doubts": list(health.doubts),
            "notes": list(health.notes),
        },
        "timeline": timeline.columns(),
    }


def text(tree: Tree) -> str:
    """The document as it is written."""
    return json.dumps(tree, separators=(",", ":"), ensure_ascii=False) + "\n"


def read(said: str) -> Tree:
    """The document; raises BadRun for anything else, or for another form."""
    try:
        tree: Tree = json.loads(said)
        form = tree["form"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadRun(f"This is no result of a load run: {error!r}.") from error
    if form != FORM:
        raise BadRun(f"The load run was saved in form {form}, and form {FORM} is read here.")
    return tree


def times_of(tree: Tree, **chosen: str) -> Histogram:
    """Response times of all series with this layer, journey, outcome, as far as they are named."""
    found = (it for it in tree["series"] if all(it[name] == chosen[name] for name in chosen))
    return merged(of_encoded(it["response"]["hdr"], it["response"]) for it in found)


def threshold_tree(it: Held) -> Tree:
    """One threshold and what became of it."""
    return {
        "threshold": it.threshold.text,
        "status": str(it.status),
        "value": it.value,
        "samples": it.samples,
        "needed": it.needed,
        "aborts": it.threshold.aborts,
    }


def percentiles(times: Histogram) -> dict[str, float | None]:
    """The percentiles that this many samples can tell, null for the others."""
    return {
        name: round(times.percentile_ms(share), 3) if times.count >= samples_for(share) else None
        for name, share in SHARES.items()
    }


def _run(facts: Facts) -> Tree:
    return {
        "url": facts.url,
        "profile": facts.profile,
        "journey": facts.journey,
        "empty_storage": facts.empty_storage,
        "model": "open" if facts.plan else "closed",
        "plan": dict(facts.plan),
        "began_at": facts.began_at,
        "lasted_s": round(facts.lasted_s, 3),
        "users": facts.users,
        "workers": facts.workers,
        "ended": facts.ended,
        "aborted": facts.aborted,
        "lost_workers": list(facts.lost_workers),
    }


def _per_s(count: int, lasted_s: float) -> float:
    return round(count / lasted_s, 3) if lasted_s > 0 else 0.0


def _done_in_time(seconds: Iterable[Second], facts: Facts) -> int:
    """What was done while visitors still came: what ended in the grace after it is no rate."""
    return sum(it.done for at, it in enumerate(seconds) if at < facts.lasted_s)


def _layer(book: Book, layer: str) -> Tree:
    summary = book.summary(layer=layer)
    response, service = summary.times.response, summary.times.service
    return {
        "count": summary.count,
        "ready": summary.ready,
        "failed": summary.failed,
        "success_rate": summary.ready / summary.count if summary.count else None,
        **_exact(response),
        **percentiles(response),
        "service": {**_exact(service), **percentiles(service)},
        "reasons": book.reasons(layer),
    }


def _exact(times: Histogram) -> dict[str, float | None]:
    if not times.count:
        return {"mean_ms": None, "min_ms": None, "max_ms": None}
    return {"mean_ms": round(times.mean_ms, 6), "min_ms": times.min_ms, "max_ms": times.max_ms}


def _timed(it: Timed) -> Tree:
    return {
        "response": _times(it.response),
        "service": _times(it.service),
        "reasons": dict(it.reasons),
    }


def _times(it: Histogram) -> Tree:
    return {"count": it.count, **_exact(it), **percentiles(it), "hdr": it.encoded()}


def _climb(climb: Climb) -> Tree:
    broke = climb.broke
    return {
        "highest_per_s": climb.highest_per_s,
        "broke_per_s": broke and broke.per_s,
        "gave_way": list(broke.layers) if broke else [],
        "said": climb.said,
        "steps": [
            {
                "per_s": it.per_s,
                "status": str(it.status),
                "offered": it.offered,
                "unsettled": it.unsettled,
                "gave_way": list(it.layers),
                "thresholds": [threshold_tree(held) for held in it.held],
            }
            for it in climb.steps
        ],
    }
