"""What the terminal shows at the end of a run: the verdict first, the report's place last."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from harness.model.run import Cell, Finding, Run
from harness.model.word import Layer, Status
from harness.runs.saved import SavedRun
from reports import phrase, word
from reports.evidence import kept_apart
from reports.word import Sign

NARROW, WIDE = 60, 120
MOST = 8  # findings told of one kind
STYLE = {"good": "green", "bad": "red", "unsure": "yellow", "off": "bright_black"}
TITLES = {"wrong": "What is wrong", "unknown": "What could not be found out"}


def show(saved: SavedRun, console: Console, *, report: Path | None = None) -> None:
    """Prints the run's end: verdict, matrix, findings, what was skipped, where the `report` is.

    Colours and widths are the console's (NO_COLOR and terminals without colour are its matter);
    nothing that an application says is taken for markup or a control sequence.
    """
    width = min(max(console.width, NARROW), WIDE)
    for block in _blocks(saved):
        console.print(block, width=width, soft_wrap=_is_whole(block))
    if report is not None:
        console.print(_to_copy(f"Report: {report}"), soft_wrap=True)


def _blocks(saved: SavedRun) -> Iterator[RenderableType]:
    run = saved.run
    yield Text()
    yield _headline(run)
    for note in saved.notes:
        yield _text(f"! {note}", "yellow")
    yield _text(_about(run), "bright_black")
    if run.matrix:
        yield Padding(_matrix(run.matrix), (1, 0, 0, 0))
    apart = kept_apart(run)
    for name, title in TITLES.items():
        yield from _findings(title, apart[name], saved)
    yield from _rest(run, apart["accepted"])
    yield Text()


def _headline(run: Run) -> Text:
    sign = word.STATUS[run.verdict]
    head = _text(f"{sign.shape} {sign.word}", f"bold {STYLE[sign.tone]}")
    return head.append("  ").append(phrase.clean(phrase.why(run)), "bold")


def _about(run: Run) -> str:
    parts = [
        *(str(it) for it in run.target.values() if it),
        f"{phrase.duration(run.duration_s * 1_000)}" if run.duration_s else "",
        phrase.tally(run),
    ]
    return " · ".join(filter(None, parts))


def _matrix(cells: tuple[Cell, ...]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for title in ("starter", *Layer):
        table.add_column(str(title), overflow="fold")
    rows: dict[str, dict[str, Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.starter, {})[cell.layer] = cell
    for starter, own in rows.items():
        shown = [_cell(own.get(layer)) for layer in Layer]
        table.add_row(_text(starter or "opened directly"), *shown)
    return table


def _cell(cell: Cell | None) -> Text:
    if cell is None:
        return _text("")
    loads = f" {cell.ready}/{cell.loads}" if cell.loads else ""
    return _signed(word.LAYER_STATE[cell.state]).append(loads, "bright_black")


def _findings(title: str, found: list[Finding], saved: SavedRun) -> Iterator[RenderableType]:
    if not found:
        return
    yield Text()
    yield _text(f"{title}: {phrase.count(len(found), 'cause')}", "bold")
    for finding in found[:MOST]:
        yield from _told(finding, saved)
    if len(found) > MOST:
        yield _text(f"… and {len(found) - MOST} more, in the report", "bright_black")


def _told(finding: Finding, saved: SavedRun) -> Iterator[RenderableType]:
    sign = word.STATUS[finding.status]
    head = finding.suffers or phrase.cause(finding)
    yield _text(f"{sign.shape} ", STYLE[sign.tone]).append(phrase.clean(head), "bold")
    if finding.suffers:
        yield _beside(_text(phrase.cause(finding)))
    for line in _where(finding):
        yield _beside(_text(line, "bright_black"))
    if finding.repeat:
        yield _to_copy(f"  $ {finding.repeat}", "cyan")
    if finding.script:
        yield _to_copy(f"  script: {_short(saved.folder / finding.script)}", "bright_black")
    _, again = phrase.second_play(finding, saved.run)
    if again:
        yield _beside(_text(f"played again: {again}", "bright_black"))


def _where(finding: Finding) -> Iterator[str]:
    looks, place = phrase.looks(finding), phrase.where(finding)
    if looks:
        yield f"look at: {looks}"
    seen = f"seen {phrase.count(finding.count, 'time')}"
    again = phrase.recurrence(finding)
    parts = [finding.invariant, place, seen, again, phrase.symptoms(finding)]
    yield " · ".join(it for it in parts if it)


def _short(path: Path) -> Path:
    """The path as a person would type it from where they stand."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _beside(text: Text) -> Padding:
    return Padding(text, (0, 0, 0, 2), expand=False)


def _rest(run: Run, accepted: list[Finding]) -> Iterator[RenderableType]:
    lines = [
        *(f"accepted: {it.invariant}: {it.accepted}" for it in accepted[:MOST]),
        *_counted(phrase.reasons(run.checks, Status.SKIP)[:MOST]),
        f"left out on purpose: {phrase.count(len(run.deselected), 'scenario')}"
        if run.deselected
        else "",
        phrase.left_behind(run),
    ]
    told = [it for it in lines if it]
    if told:
        yield Text()
    yield from (_text(it, "bright_black") for it in told)


def _counted(reasons: Iterable[tuple[str, int]]) -> Iterator[str]:
    return (f"skipped {number}: {reason}" for reason, number in reasons)


def _signed(sign: Sign) -> Text:
    return _text(f"{sign.shape} {sign.word}", STYLE[sign.tone])


def _to_copy(line: str, style: str = "") -> Text:
    """A line that is never cut or folded here, so that what is copied from it is whole."""
    return Text(phrase.clean(line), style, no_wrap=True)


def _is_whole(block: RenderableType) -> bool:
    return isinstance(block, Text) and block.no_wrap is True


def _text(text: str, style: str = "") -> Text:
    return Text(phrase.clean(text), style)
