"""`layerproof compare A B`: what two saved runs show of each other, by layer.

Load runs are compared by layer; runs of `verify` by starter and layer, of which only loads under no
condition and in real time count, and where success means that the person was not left waiting.

Exit codes: 0 nothing is worse; 1 something is; 2 usage; 3 too few loads to show anything at all.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from harness.cli import flag, speech
from harness.cli.load_kept import document_at, is_load_run
from harness.cli.result import told_in_json, write_json
from harness.compare.change import Change
from harness.compare.needed import POWER, delay_shown, level_of, loads_needed
from harness.compare.sides import Margins, Row, Side, only_in, rows
from harness.errors import BadRun, UsageError
from harness.measure.ranks import Ranks
from harness.measure.result import read, times_of
from harness.model.rules import Rules
from harness.model.run import Run, Stage
from harness.model.word import Layer, Outcome, Status
from harness.runs.saved import SavedRun, open_run
from reports import word
from reports.load import all_loads

WIDTH = 120
USUAL = Margins()
# What a team wants to know of a change, in ms.
WANTED_MS = 50.0
SIGNS = {
    Change.WORSE: ("✗ worse", "red"),
    Change.BETTER: ("✓ better", "green"),
    Change.SAME: ("= the same", ""),
    Change.NOT_SHOWN: ("· not shown", "bright_black"),
}
Sides = Mapping[str, Side]

RunFolder = Annotated[Path, typer.Argument(help="A saved run: its folder, or its file.")]


def compare(
    before: RunFolder,
    after: RunFolder,
    *,
    margin_share: Annotated[
        float, typer.Option(min=0, max=1, help="A change of success that does not matter.")
    ] = USUAL.share,
    margin_time: Annotated[
        float, typer.Option(min=0, help="A change of time that does not matter, of what it was.")
    ] = USUAL.time,
    margin_ms: Annotated[
        float, typer.Option(min=0, help="The same in ms; the greater one counts.")
    ] = USUAL.time_ms,
    json_file: flag.JsonFile = None,
) -> int:
    """Say what run AFTER shows of run BEFORE: better, worse, the same, or nothing."""
    began = datetime.now(UTC)
    with told_in_json(json_file, command="layerproof compare", url="", profile=""):
        sides = sides_of(before), sides_of(after)
        margins = Margins(margin_share, margin_time, margin_ms)
        found = rows(*sides, margins)
        if not found:
            raise UsageError(_nothing_common(before, after, *sides))
        alone = {"before": only_in(*sides), "after": only_in(sides[1], sides[0])}
        run = as_run(found, f"layerproof compare {before} {after}", began)
        if json_file is not None:
            more = {"comparison": tree(found, margins, alone)}
            write_json(json_file, SavedRun(after, run), more=more)
    show(run, found, alone)
    speech.say_all(power(sides[0], margins, len(found)))
    return run.exit_code


def sides_of(path: Path) -> Sides:
    """The groups of a saved run; raises UsageError, BadRun."""
    if not path.exists():
        raise UsageError(f"There is no run at {path}.")
    if is_load_run(path):
        return _of_load(read(document_at(path).read_text("utf-8")))
    return _of_verify(path)


def as_run(found: Iterable[Row], command: str, began: datetime) -> Run:
    """The comparison as a run without checks: FAIL where something is worse, UNKNOWN where nothing
    at all is shown.
    """
    changes = [it.difference.change for it in found]
    status, code, reason = Status.PASS, 0, "Nothing is worse."
    if worse := changes.count(Change.WORSE):
        status, code, reason = Status.FAIL, 1, f"{worse} of {len(changes)} figures are worse."
    elif set(changes) == {Change.NOT_SHOWN}:
        status, code, reason = Status.UNKNOWN, 3, "There are too few loads to show anything."
    return Run(
        id="",
        command=command,
        started_at=began.isoformat(timespec="milliseconds"),
        stage=Stage.JUDGED,
        target={},
        profile="",
        rules=Rules(),
        settings={},
        versions={},
        duration_s=round((datetime.now(UTC) - began).total_seconds(), 3),
        verdict=status,
        verdict_reason=reason,
        exit_code=code,
    )


def tree(found: Iterable[Row], margins: Margins, alone: Mapping[str, list[str]]) -> dict[str, Any]:
    """The comparison as plain data."""
    return {
        "margins": asdict(margins),
        "rows": [
            {
                "group": it.group,
                "figure": it.figure,
                "before": it.before,
                "after": it.after,
                "samples": list(it.samples),
                "grew": it.difference.grew,
                "interval": [it.difference.low, it.difference.high],
                "margin": it.difference.margin,
                "change": str(it.difference.change),
            }
            for it in found
        ],
        "only_in": dict(alone),
    }


def show(run: Run, found: Iterable[Row], alone: Mapping[str, list[str]]) -> None:
    """Prints the verdict, a row for each figure, and what only one of the runs has."""
    sign = word.STATUS[run.verdict]
    console = Console(highlight=False, width=WIDTH)
    console.print(Text(f"{sign.shape} {sign.word}  {run.verdict_reason}", style="bold"))
    table = Table(box=None, pad_edge=False, width=WIDTH, header_style="bold")
    for name in ("group", "figure", "before", "after", "changed by", "shown"):
        table.add_column(name, justify="left" if name in ("group", "shown") else "right")
    for it in found:
        words, style = SIGNS[it.difference.change]
        table.add_row(it.group, it.figure, *_figures(it), Text(words, style=style))
    console.print(table)
    for side, names in alone.items():
        if names:
            console.print(Text(f"Only in the run {side}: {', '.join(names)}.", style="yellow"))


def power(before: Sides, margins: Margins, count: int) -> Iterator[str]:
    """For each group what so many loads as the run before has can show, and how many a delay of
    50 ms would need, where there are `count` rows.
    """
    level, nine = level_of(count), f"{POWER * 10:.0f} times in 10"
    for name, it in before.items():
        loads = len(it.times_ms)
        shown = delay_shown(it.times_ms, loads, margins=margins, level=level)
        needed = loads_needed(it.times_ms, WANTED_MS, margins=margins, level=level)
        if shown is not None:
            wanted = f"would need {needed:,}" if needed else "lie within the margin"
            yield (
                f"{name}: {loads:,} loads a side show a median that is {shown:.0f} ms slower, "
                f"{nine}; {WANTED_MS:.0f} ms {wanted}."
            )


def _figures(it: Row) -> tuple[str, str, str]:
    if it.figure == "success":
        scale, unit, digits = 100.0, " %", 2
    else:
        scale, unit, digits = 1.0, " ms", 1

    def told(value: float, sign: str = "") -> str:
        return f"{value * scale:{sign},.{digits}f}"

    low, high = told(it.difference.low, "+"), told(it.difference.high, "+")
    grew = told(it.difference.grew, "+")
    return f"{told(it.before)}{unit}", f"{told(it.after)}{unit}", f"{grew} ({low} to {high})"


def _of_load(run: Mapping[str, Any]) -> Sides:
    return {
        f"layer {name}": Side(
            it["ready"], it["count"], Ranks(times_of(dict(run), layer=name, outcome="ready"))
        )
        for name, it in run["layers"].items()
    }


def _of_verify(path: Path) -> Sides:
    saved = open_run(path)
    plain = [
        it
        for it in all_loads(saved.journeys())
        if not (it.conditions or it.virtual_time or it.interrupted)
    ]
    groups = {(it.starter or "no starter", it.layer) for it in plain if it.layer}
    sides: dict[str, Side] = {}
    for starter, layer in sorted(groups, key=lambda it: (it[0], list(Layer).index(it[1]))):
        own = [it for it in plain if (it.starter or "no starter") == starter and it.layer is layer]
        times = sorted(it.took_ms for it in own if it.outcome is Outcome.READY)
        # What no layer answered has none: success is a matter of all loads together.
        sides[f"{starter}, {layer}"] = Side(0, 0, times)
    stuck = sum(it.went_wrong for it in plain)
    if plain:
        sides["all loads"] = Side(len(plain) - stuck, len(plain), ())
    if not sides:
        raise BadRun(f"{path} has no load that could be compared.")
    return sides


def _nothing_common(before: Path, after: Path, old: Sides, new: Sides) -> str:
    return (
        f"The runs have nothing in common: {before} has {', '.join(old) or 'nothing'}, "
        f"{after} has {', '.join(new) or 'nothing'}."
    )
