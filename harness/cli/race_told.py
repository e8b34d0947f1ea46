"""What `layerproof race` says of a race."""

from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from harness.cli import speech
from harness.cli.race_shown import where
from harness.cli.racing import Ring
from harness.model.race import MissingWait, Raced
from harness.model.word import Status
from harness.racing.drawing import drawing, folded, side_by_side
from harness.racing.orders import Order
from harness.racing.world import Recorded

WIDTH = 150
EACH = 25
MARKS = {Status.PASS: ("✓", "green"), Status.FAIL: ("✗", "red"), Status.UNKNOWN: ("?", "yellow")}


def heard() -> Callable[[Order], None]:
    """Says on stderr which orders fail, as they are found, and now and then how far it has come."""
    numbers, seen = count(1), set[str]()

    def told(order: Order) -> None:
        number = next(numbers)
        outcome = str(order.ended)
        mark, style = MARKS[order.ended.status]
        if order.ended.status is not Status.PASS and outcome not in seen:
            speech.say(f"{mark} order {number}: {outcome}  {order.id}", style=style)
        elif number % EACH == 0:
            speech.say(f"{number} orders played", style="dim")
        seen.add(outcome)

    return told


def answer(raced: Raced, ring: Ring, folder: Path) -> None:
    """The whole result, on stdout."""
    console = Console(highlight=False)
    wide = Console(highlight=False, width=None if console.is_terminal else WIDTH)
    wide.print(_headline(raced, ring))
    if raced.outcomes:
        wide.print(_table(raced))
    for line in _calm(raced, folder, width=wide.width):
        speech.answer(line)
    if raced.audited:
        speech.answer(f"Played twice, and the same both times: {_many(raced.audited, 'order')}.")
    rate = raced.explored / raced.seconds if raced.seconds else 0
    speech.answer(
        f"{raced.seconds:.1f} s, {rate:.1f} orders a second. Report: {folder}/report.html"
    )


def replayed(records: Sequence[Recorded]) -> None:
    """One order, played once or more often."""
    for line in drawing(records[0].played):
        speech.answer(line)
    wrong = [it for it in records[0].verdicts if it.status in (Status.FAIL, Status.UNKNOWN)]
    for verdict in {it.invariant: it for it in wrong}.values():
        mark, _ = MARKS[verdict.status]
        speech.answer(f"{mark} {verdict.invariant} ({verdict.line}): {verdict.reason}")
    same = sum(it.ended == records[0].ended for it in records)
    if len(records) > 1:
        speech.answer(f"{same} of {len(records)} times the same.")


def compared(one: Recorded, other: Recorded) -> None:
    """Two orders side by side."""
    for line in side_by_side(one.played, other.played):
        speech.answer(line)


def _headline(raced: Raced, ring: Ring) -> Text:
    where = ring.settings.url or "the mock" + (
        f" with {', '.join(ring.defects)}" if ring.defects else ""
    )
    mark, style = MARKS[raced.status]
    text = Text(f"{mark} {raced.status.upper()}  ", style=f"bold {style}")
    text.append(f"{ring.starter} on {where}: {raced.said}", style="not bold default")
    if raced.failing:
        text.append(f" {_many(len(raced.failing), 'order')} failed.", style="not bold default")
    if raced.undecided:
        many = _many(len(raced.undecided), "order")
        text.append(f" {many} could not be decided.", style="not bold default")
    if raced.hindered:
        text.append(f"\n{raced.hindered}", style="yellow")
    return text


def _table(raced: Raced) -> Table:
    """An outcome a row, below it what could not be decided, and the calmest order's id."""
    table = Table(box=None, pad_edge=False)
    for name in ("", "orders", "outcome"):
        table.add_column(name, overflow="fold")
    for it in raced.outcomes:
        mark, style = MARKS[it.status]
        told = Text(it.outcome)
        for doubt in it.doubts:
            told.append(f"\n{doubt.invariant} could not be decided: {doubt.reason}", "yellow")
        calm = f"{_many(it.steps, 'step')}, {_many(it.preemptions, 'preemption')}"
        told.append(f"\n{it.example}  {calm}", "dim")
        table.add_row(Text(mark, style=style), f"{it.orders} of {raced.explored}", told)
    return table


def _calm(raced: Raced, folder: Path, *, width: int) -> list[str]:
    if not raced.calmest:
        return []
    return [
        "",
        f"The calmest failing order: {raced.calmest}",
        *(part for line in raced.drawing for part in folded(line, width)),
        "",
        *([_said(raced.missing), ""] if raced.missing else []),
        f"Again: {raced.repeat}",
        *where(raced, folder),
    ]


def _said(missing: MissingWait) -> str:
    shared = f" Both touch {', '.join(missing.things)}." if missing.things else ""
    return (
        f"Missing in the app: nothing makes {missing.hasty} wait until {missing.awaited} is done "
        f"(this tells {missing.share:.0%} of the orders apart).{shared}"
    )


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
