"""report.html: the whole run on one page that works offline, as one file."""

from collections import Counter
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from harness.model.run import UNPROVED, Cell, Check, LayerState
from harness.model.word import Status
from harness.runs.saved import SavedRun
from reports import phrase, word
from reports.embed import policy, safe_json
from reports.evidence import Shown, kept_apart, with_pictures
from reports.gather import Gathered, gather
from reports.load import Load, layer_shares
from reports.looked import looked_at
from reports.output import put

NAME = "report.html"


def write(run: SavedRun, into: Path) -> Path:
    """Writes `into/report.html` and returns its path. NotSaved where it cannot be written."""
    return put(into / NAME, render(run))


def render(run: SavedRun) -> str:
    """The page."""
    gathered = gather(run)
    script = _text("waterfall.js") + _text("report.js")
    style = _text("report.css")
    page = _environment().get_template("report.html.j2")
    return page.render(
        run=run.run,
        notes=[*run.notes, *gathered.notes],
        policy=policy(script, style),
        script=Markup(script),  # our own file
        style=Markup(style),  # our own file
        data=safe_json(gathered.details),
        groups=_groups(run, gathered),
        matrix=_matrix(run.run.matrix, gathered),
        races=phrase.races_worst_first(run.run),
        loads=_most_telling_first(gathered),
        flags=_flags(gathered),
        shares=layer_shares(gathered.loads),
        checks=_checks(run.run.checks),
        looked=looked_at(run.verdicts()),
        first_of=_first_loads(gathered.loads),
    )


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(phrase=phrase, word=word, Status=Status, LayerState=LayerState)
    return environment


def _text(name: str) -> str:
    return (files("reports") / "templates" / name).read_text("utf-8")


def _groups(run: SavedRun, gathered: Gathered) -> dict[str, list[Shown]]:
    """The findings that are wrong, unknown and accepted, in the order of the run."""
    apart = kept_apart(run.run)
    pictured = with_pictures(run, gathered.findings)
    return {name: [it for it in pictured if it.finding in found] for name, found in apart.items()}


def _matrix(cells: tuple[Cell, ...], gathered: Gathered) -> list[tuple[str, dict[str, object]]]:
    """A row a starter: its cells by layer, each with the address of what shows it."""
    numbers = {it.id: number for number, it in enumerate(gathered.loads)}
    rows: dict[str, dict[str, object]] = {}
    for cell in cells:
        shown = next((numbers[it] for it in cell.evidence if it in numbers), None)
        finding = _finding_of(cell, gathered.findings)
        link = (
            f"#finding-{finding.number}" if finding else "" if shown is None else f"#load-{shown}"
        )
        rows.setdefault(cell.starter, {})[cell.layer] = {"cell": cell, "link": link}
    return list(rows.items())


def _finding_of(cell: Cell, findings: tuple[Shown, ...]) -> Shown | None:
    """The finding that a cell which does not work leads to."""
    if cell.state in {LayerState.WORKS, *UNPROVED}:
        return None
    own = [
        it
        for it in findings
        if not it.finding.accepted and cell.starter in (it.finding.starter, *it.finding.starters)
    ]
    own.sort(key=lambda it: it.finding.layer != cell.layer)
    return own[0] if own else None


def _checks(checks: tuple[Check, ...]) -> dict[Status, list[Check]]:
    """The scenarios by status, worst first."""
    return {
        status: [it for it in checks if it.status is status]
        for status in word.WORST_FIRST
        if any(it.status is status for it in checks)
    }


def _flags(gathered: Gathered) -> Counter[int]:
    """How many findings that are wrong, and not accepted, each load has."""
    wrong = (it for it in gathered.findings if it.finding.status is Status.FAIL)
    return Counter(it.load for it in wrong if it.load is not None and not it.finding.accepted)


def _most_telling_first(gathered: Gathered) -> list[tuple[int, Load]]:
    """The numbered loads: those with findings, then those that got stuck, then the others."""
    flags = _flags(gathered)
    numbered = list(enumerate(gathered.loads))
    return sorted(numbered, key=lambda it: (it[0] not in flags, not it[1].went_wrong))


def _first_loads(loads: tuple[Load, ...]) -> dict[str, int]:
    """The number of each journey's first load, by the journey's id."""
    first: dict[str, int] = {}
    for number, it in enumerate(loads):
        first.setdefault(it.journey, number)
    return first
