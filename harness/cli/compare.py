"""`layerproof compare A B`: what two saved runs, or two addresses, show of each other, by layer.

Load runs are compared by layer; runs of `verify` by starter and layer, of which only loads under no
condition and in real time count, and where success means that the person was not left waiting.

At two addresses the same loads are played in turn, now: `harness.cli.against`.

Exit codes: 0 nothing is worse; 1 something is; 2 usage; 3 too few loads to show anything at all, or
an address at which something could not be seen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from harness.cli import flag, speech
from harness.cli.against import rows_of
from harness.cli.baseline import are_addresses, compared_apps, refuse_for_runs
from harness.cli.load_kept import document_at, is_load_run
from harness.cli.result import told_in_json, write_json
from harness.compare.change import Change
from harness.compare.reach import reach
from harness.compare.sides import Margins, Row, Side, only_in, rows
from harness.errors import BadRun, UsageError
from harness.measure.ranks import Ranks
from harness.measure.result import read, times_of
from harness.model.rules import Rules
from harness.model.run import Run, Stage
from harness.model.word import Layer, Outcome, Status
from harness.runs.saved import SavedRun, open_run
from reports import phrase, word
from reports.load import all_loads

WIDTH = 120
USUAL = Margins()
SIGNS = {
    Change.WORSE: ("✗ worse", "red"),
    Change.BETTER: ("✓ better", "green"),
    Change.SAME: ("= the same", ""),
    Change.NOT_SHOWN: ("· not shown", "bright_black"),
}
Sides = Mapping[str, Side]

RunOrUrl = Annotated[
    str, typer.Argument(help="A saved run: its folder, or its file; or an app's address.")
]


def compare(
    before: RunOrUrl,
    after: RunOrUrl,
    *,
    profile: flag.ProfileFile = None,
    starter: flag.Starter = None,
    loads: flag.Loads = None,
    budget: flag.Budget = None,
    allow_host: flag.AllowHost = None,
    allow_production: flag.AllowProduction = None,
    baseline_header: flag.BaselineHeader = None,
    header: flag.Header = None,
    insecure: flag.Insecure = None,
    browser_path: flag.BrowserPath = None,
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
    """Say what AFTER shows of BEFORE, two saved runs or two apps: better, worse, the same, or
    nothing.
    """
    flags, margins = dict(locals()), Margins(margin_share, margin_time, margin_ms)
    with told_in_json(json_file, command="layerproof compare", url="", profile=""):
        if are_addresses(before, after):
            return _compare_apps(flags, margins, json_file)
        refuse_for_runs(flags)
        return _compare_runs(Path(before), Path(after), margins, json_file)


def _compare_apps(flags: Mapping[str, Any], margins: Margins, json_file: Path | None) -> int:
    began, it = datetime.now(UTC), compared_apps(flags, margins)
    found = rows_of(it)
    alone = {"before": list(it.only_before), "after": list(it.only_after)}
    command = f"layerproof compare {it.before} {it.after}"
    run = as_run(found, command, began, lacking=it.lacking)
    if json_file is not None:
        write_json(json_file, SavedRun(Path(), replace(run, comparison=it)))
    show(run, found, alone)
    speech.say_all((phrase.cold(hit) for hit in it.cold), style="dim")
    speech.say_all(it.told)
    return run.exit_code


def _compare_runs(before: Path, after: Path, margins: Margins, json_file: Path | None) -> int:
    began = datetime.now(UTC)
    sides = sides_of(before), sides_of(after)
    found = rows(*sides, margins)
    if not found:
        raise UsageError(_nothing_common(before, after, *sides))
    alone = {"before": only_in(*sides), "after": only_in(sides[1], sides[0])}
    run = as_run(found, f"layerproof compare {before} {after}", began)
    if json_file is not None:
        more = {"comparison": tree(found, margins, alone)}
        write_json(json_file, SavedRun(after, run), more=more)
    show(run, found, alone)
    speech.say_all(reach(sides[0], margins, len(found)))
    return run.exit_code


def sides_of(path: Path) -> Sides:
    """The groups of a saved run; raises UsageError, BadRun."""
    if not path.exists():
        raise UsageError(
            f"There is no run at {path}. The address of an app begins with http:// or https://."
        )
    if is_load_run(path):
        return _of_load(read(document_at(path).read_text("utf-8")))
    return _of_verify(path)


def as_run(found: Iterable[Row], command: str, began: datetime, *, lacking: str = "") -> Run:
    """The comparison as a run without checks: FAIL where something is worse, UNKNOWN where nothing
    at all is shown, or where it is `lacking` something, in a sentence.
    """
    changes = [it.difference.change for it in found]
    status, code, reason = Status.PASS, 0, "Nothing is worse."
    if worse := changes.count(Change.WORSE):
        status, code, reason = Status.FAIL, 1, f"{worse} of {len(changes)} figures are worse."
    elif set(changes) <= {Change.NOT_SHOWN}:
        status, code, reason = Status.UNKNOWN, 3, "There are too few loads to show anything."
    elif lacking:
        status, code, reason = Status.UNKNOWN, 3, lacking
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
            console.print(Text(f"Only {side}: {', '.join(names)}.", style="yellow"))


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
