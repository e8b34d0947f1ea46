"""Figures of a load run as a person reads them."""

import re
from collections.abc import Mapping
from typing import Any

from harness.compare.share import wilson
from harness.measure.metric import COUNTERS, RATE
from reports import phrase

Tree = Mapping[str, Any]
_COUNTED = {it.name for it in COUNTERS}

# What became of visitors, in the order of the ledger, each with its words and the tone of its part.
FATES = (
    ("done", "had their session", "good"),
    ("failed", "failed", "bad"),
    ("cut_off", "cut off at the end", "off"),
    ("not_begun", "no user was free", "unsure"),
    ("lost", "lost with a worker", "unsure"),
)
PERCENTILES = (
    ("p50_ms", "p50"),
    ("p90_ms", "p90"),
    ("p95_ms", "p95"),
    ("p99_ms", "p99"),
    ("p999_ms", "p99.9"),
    ("max_ms", "max"),
)


def ms(value: float | None) -> str:
    """`0.42`, `7.3`, `1,204`: milliseconds as they stand in a table; `–` where nothing is told."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def percent(share: float | None) -> str:
    """`99.95 %`: no share below all of it is told as 100."""
    if share is None:
        return "–"
    text = f"{100 * share:.2f}"
    if share < 1 and text == "100.00":
        text = "99.99"
    return f"{text.rstrip('0').rstrip('.')} %"


def between(ready: int, count: int) -> str:
    """The 95 % interval of a share."""
    low, high = wilson(ready, count)
    return f"{percent(low)} to {percent(high)}"


def fates(tree: Tree) -> list[tuple[str, int, float, str]]:
    """What became of the visitors who came: words, number, share and tone, without the empty."""
    arrivals = tree["arrivals"]
    whole = sum(arrivals[name] for name, _, _ in FATES) or 1
    return [
        (words, arrivals[name], arrivals[name] / whole, tone)
        for name, words, tone in FATES
        if arrivals[name]
    ]


def shares(tree: Tree) -> list[tuple[str, int, float]]:
    """Each layer's share of the loads that came out ready."""
    ready = {name: it["ready"] for name, it in tree["layers"].items()}
    whole = sum(ready.values())
    return [(name, count, count / whole) for name, count in ready.items()] if whole else []


def asked(run: Tree) -> str:
    """What the run was asked for, in a line."""
    plan = run["plan"]
    parts = [f"journey {run['journey']}"]
    if plan.get("name"):
        parts.insert(0, f"plan {plan['name']}")
    if run["journey"] == "mixed":
        parts.append(f"{percent(run['empty_storage'])} with an empty storage")
    parts.append(f"{phrase.count(run['users'], 'user')}")
    if run["workers"]:
        parts.append(phrase.count(run["workers"], "worker"))
    return ", ".join(parts)


def value(threshold: Tree) -> str:
    """What was measured for a threshold, in the unit of its metric."""
    found = threshold["value"]
    if found is None:
        return "nothing measured"
    name = re.split(r"[{:]", threshold["threshold"])[0].strip()
    if name == RATE.name:
        return percent(found)
    return f"{found:,.4g}" if name in _COUNTED else f"{ms(found)} ms"
