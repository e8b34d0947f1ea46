"""What `layerproof load` says: how the run stands while it goes on, and what it came to."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from harness.cli import speech
from harness.model.word import Status

WIDTH = 120
MARKS = {Status.PASS: ("✓", "green"), Status.FAIL: ("✗", "red"), Status.UNKNOWN: ("?", "yellow")}
_TIMES = ("p50_ms", "p95_ms", "p99_ms", "max_ms")
# In the words of the ledger, each with what it means where it is not nothing.
_FATES = {
    "failed": "failed",
    "cut_off": "cut off at the end",
    "not_begun": "not begun: no user was free",
    "lost": "lost with a worker",
}


@contextmanager
def showing(file: Path) -> Iterator[Callable[[], None]]:
    """A line that follows the run on a terminal, nothing elsewhere; yields what looks again."""
    console = speech.aside()
    if not console.is_terminal:
        yield lambda: None
        return
    columns = (BarColumn(bar_width=20), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("starting", total=None)

        def look() -> None:
            told = _standing(file)
            if told:
                done = max(told["at_s"] or 0, 0)
                bar.update(task, total=told["lasts_s"], completed=done, description=line(told))

        yield look


def line(told: Mapping[str, Any]) -> str:
    """How the run stands, in one line."""
    if told["state"] == "signing in":
        return f"{told['ready_users']} of {told['users']} users have signed in"
    parts = [
        f"{told['state']}, {told['at_s']:.0f} of {told['lasts_s']:.0f} s",
        f"{told['rate_per_s']:.0f}/s offered, {told['done_per_s']:.0f}/s done",
    ]
    for layer, it in told["layers"].items():
        p95 = "" if it["p95_ms"] is None else f" p95 {it['p95_ms']:.0f} ms"
        failed = f" {it['failed']} failed" if it["failed"] else ""
        parts.append(f"{layer} {it['count']}{failed}{p95}")
    if told["waiting"]:
        parts.append(f"{told['waiting']} wait")
    return "  ·  ".join(parts)


def answer(tree: Mapping[str, Any], folder: Path, *, where: str) -> None:
    """The whole result, on stdout."""
    console = Console(highlight=False)
    wide = Console(highlight=False, width=None if console.is_terminal else WIDTH)
    wide.print(headline(tree, where))
    if tree["layers"]:
        wide.print(layers(tree["layers"]))
    for text in facts(tree):
        speech.answer(text)
    for it in tree["thresholds"]:
        wide.print(threshold(it))
    for it in (tree["climb"] or {}).get("steps", ()):
        wide.print(step(it))
    for text in (*tree["health"]["doubts"], *tree["health"]["notes"]):
        if text != tree["reason"]:
            wide.print(Text(text, style="yellow"))
    for text in in_browsers(tree.get("browsers") or {}):
        speech.answer(text)
    speech.answer(f"Report: {folder}/load.html  Locust's own: {folder}/locust.html")


def headline(tree: Mapping[str, Any], where: str) -> Text:
    """The verdict, and its reason."""
    mark, style = MARKS[Status(tree["verdict"])]
    text = Text(f"{mark} {tree['verdict'].upper()}  ", style=f"bold {style}")
    return text.append(f"{tree['run']['journey']} on {where}: {tree['reason']}", "not bold default")


def layers(found: Mapping[str, Mapping[str, Any]]) -> Table:
    """A layer a row: how many, how many were ready, and how long they took."""
    table = Table(box=None, pad_edge=False)
    for name in ("layer", "loads", "ready", "p50", "p95", "p99", "max", "p99 of service"):
        table.add_column(name, justify="left" if name == "layer" else "right")
    for name, it in found.items():
        rate = it["success_rate"]
        table.add_row(
            name,
            f"{it['count']}",
            "–" if rate is None else f"{rate:.2%}",
            *(ms(it[time]) for time in _TIMES),
            ms(it["service"]["p99_ms"]),
        )
    return table


def facts(tree: Mapping[str, Any]) -> Iterator[str]:
    """What was offered and achieved, what became of the rest, and why loads failed."""
    run, arrivals = tree["run"], tree["arrivals"]
    yield (
        f"{tree['offered_per_s']:g}/s offered, {tree['achieved_per_s']:g}/s achieved over "
        f"{run['lasted_s']:g} s: {arrivals['offered']} visitors, {arrivals['done']} had their "
        "session"
    )
    for name, words in _FATES.items():
        if arrivals[name]:
            yield f"  {arrivals[name]} {words}"
    for why, count in tree["not_started"]["reasons"].items():
        yield f"  not started: {why} ({count})"
    for layer, it in tree["layers"].items():
        for why, count in list(it["reasons"].items())[:5]:
            yield f"  {layer}: {why} ({count})"
    if run["ended"]:
        yield f"It was ended before its time: {run['ended']}"
    if run["lost_workers"]:
        yield f"Workers that ended in the middle: {', '.join(run['lost_workers'])}"


def threshold(it: Mapping[str, Any]) -> Text:
    """One threshold and what became of it."""
    mark, style = MARKS[Status(it["status"])]
    found = "nothing measured" if it["value"] is None else f"{it['value']:.6g}"
    few = f", needs {it['needed']}" if it["status"] == Status.UNKNOWN else ""
    text = Text(f"{mark} ", style=style)
    return text.append(f"{it['threshold']}  ({found}; {it['samples']} samples{few})", "default")


def step(it: Mapping[str, Any]) -> Text:
    """One step of a climb."""
    mark, style = MARKS[Status(it["status"])]
    values = [
        f"{held['threshold']} is {held['value']:.6g}"
        for held in it["thresholds"]
        if held["value"] is not None
    ]
    late = f"{it['unsettled']} of {it['offered']} had not ended"
    told = [*values, *([late] if it["unsettled"] else [])]
    return Text(f"{mark} ", style=style).append(f"{it['per_s']:g}/s  {', '.join(told)}", "default")


def in_browsers(found: Mapping[str, Any]) -> Iterator[str]:
    """What real browsers saw meanwhile, a line for each layer."""
    for layer, it in found.get("layers", {}).items():
        most = ms(it["max_ms"])
        yield (
            f"In a real browser, {layer}: {it['ready']} of {it['count']} ready, "
            f"median {ms(it['median_ms'])}, max {most}"
        )
    if found.get("missed"):
        yield f"  {found['missed']} more were due while the browser was still at the one before"
    if found.get("ended"):
        yield f"  {found['ended']}"


def ms(value: float | None) -> str:
    """Milliseconds; a dash where there were too few samples."""
    if value is None:
        return "–"
    return f"{value:.0f} ms" if value >= 100 else f"{value:.1f} ms"


def _standing(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
