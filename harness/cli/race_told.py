"""What `layerproof race` says of a race, and what of it stands in the `--json` file."""

from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from harness.cli import speech
from harness.cli.race_kept import repeat
from harness.cli.racing import Ring
from harness.race.played import preemptions
from harness.race.summary import OutcomeRow
from harness.racing.drawing import drawing, side_by_side
from harness.racing.edge import Edge
from harness.racing.orders import Order
from harness.racing.race import Race
from harness.racing.world import Recorded

WIDTH = 150
EACH = 25


def heard() -> Callable[[Order], None]:
    """Says on stderr which orders fail, as they are found, and now and then how far it has come."""
    numbers, seen = count(1), set[str]()

    def told(order: Order) -> None:
        number = next(numbers)
        outcome = str(order.ended)
        if order.ended.is_failing and outcome not in seen:
            speech.say(f"✗ order {number}: {outcome}  {order.id}", style="red")
        elif number % EACH == 0:
            speech.say(f"{number} orders played", style="dim")
        seen.add(outcome)

    return told


def answer(race: Race, ring: Ring, folder: Path) -> None:
    """The whole result, on stdout."""
    console = Console(highlight=False)
    wide = Console(highlight=False, width=None if console.is_terminal else WIDTH)
    wide.print(_headline(race, ring))
    if race.orders.known:
        wide.print(_table(race.rows))
    for line in _calm(race, ring):
        speech.answer(line)
    if race.audited:
        speech.answer(f"Played twice, and the same both times: {_many(race.audited, 'order')}.")
    rate = len(race.orders.known) / race.seconds if race.seconds else 0
    speech.answer(f"{race.seconds:.1f} s, {rate:.1f} orders a second. Report: {folder}/report.html")


def replayed(records: Sequence[Recorded]) -> None:
    """One order, played once or more often."""
    for line in drawing(records[0].played):
        speech.answer(line)
    for verdict in {it.invariant: it for it in records[0].verdicts if it.status == "fail"}.values():
        speech.answer(f"  {verdict.invariant} ({verdict.line}): {verdict.reason}")
    same = sum(it.ended == records[0].ended for it in records)
    if len(records) > 1:
        speech.answer(f"{same} of {len(records)} times the same.")


def compared(one: Recorded, other: Recorded) -> None:
    """Two orders side by side."""
    for line in side_by_side(one.played, other.played):
        speech.answer(line)


def tree(race: Race, ring: Ring) -> dict[str, Any]:
    """The race as JSON; the schema says its shape."""
    explored = race.explored
    return {
        "starter": ring.starter,
        "gates": list(ring.gates),
        "digest": race.orders.digest,
        "way": race.plan.way if race.plan.walks else "search",
        "seed": race.plan.seed,
        "said": race.said,
        "exhaustive": bool(explored and explored.complete and explored.feasible),
        "explored": len(race.orders.known),
        "feasible": explored.feasible if explored else None,
        "pruned": explored.pruned if explored else None,
        "cut": explored.cut if explored else 0,
        "audited": race.audited,
        "outcomes": [_row(it) for it in race.rows],
        "failing": list(race.failing),
        "calmest": race.orders.id_of(race.calm) if race.calm else "",
        "missing": _edge(race.edge) if race.edge else None,
        "hindered": race.hindered,
        "seconds": round(race.seconds, 3),
    }


def _headline(race: Race, ring: Ring) -> Text:
    where = ring.settings.url or "the mock" + (
        f" with {', '.join(ring.defects)}" if ring.defects else ""
    )
    failing = len(race.failing)
    mark, style = ("✗ FAIL", "bold red") if failing else ("✓ PASS", "bold green")
    if not failing and (race.hindered or not race.orders.known):
        mark, style = "? UNKNOWN", "bold yellow"
    text = Text(f"{mark}  ", style=style)
    text.append(f"{ring.starter} on {where}: {race.said}", style="not bold default")
    if failing:
        text.append(f" {_many(failing, 'order')} failed.", style="not bold default")
    if race.hindered:
        text.append(f"\n{race.hindered}", style="yellow")
    return text


def _table(rows: Sequence[OutcomeRow]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("", "outcome", "orders", "example", "steps", "preemptions"):
        table.add_column(name, overflow="fold")
    for it in rows:
        mark = Text("✗", style="red") if it.failing else Text("✓", style="green")
        told = (str(it.orders), it.example, str(it.steps), str(it.preemptions))
        table.add_row(mark, it.outcome, *told)
    return table


def _calm(race: Race, ring: Ring) -> list[str]:
    if race.calm is None:
        return []
    order = race.orders.id_of(race.calm)
    switches = _many(preemptions(race.calm), "preemption")
    marks = [race.edge.hasty, race.edge.awaited] if race.edge else []
    return [
        "",
        f"The calmest failing order, {switches}: {order}",
        *drawing(race.calm, marks=marks),
        "",
        *([_said(race.edge), ""] if race.edge else []),
        f"Again: {repeat(ring, order)}",
    ]


def _said(edge: Edge) -> str:
    shared = f" Both touch {', '.join(edge.things)}." if edge.things else ""
    return (
        f"Missing in the app: nothing makes {edge.hasty} wait until {edge.awaited} is done "
        f"(this tells {edge.share:.0%} of the orders apart).{shared}"
    )


def _edge(edge: Edge) -> dict[str, Any]:
    return {
        "awaited": str(edge.awaited),
        "hasty": str(edge.hasty),
        "things": list(edge.things),
        "share": round(edge.share, 4),
    }


def _row(row: OutcomeRow) -> dict[str, Any]:
    return {
        "outcome": row.outcome,
        "failing": row.failing,
        "orders": row.orders,
        "example": row.example,
        "steps": row.steps,
        "preemptions": row.preemptions,
    }


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
