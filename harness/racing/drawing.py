"""An order as a person reads it: a column for each actor, a line for each step, from above down."""

from collections.abc import Sequence

from harness.race.played import Played
from harness.race.step import Gate, Step

_SERVER = "server"
WIDTH = 26


def drawing(played: Played, *, marks: Sequence[Gate] = ()) -> list[str]:
    """The lines. A step whose gate is among `marks` is marked with `◀`."""
    columns = _columns(played)
    head = "  ".join(f"{it:<{WIDTH}}" for it in columns)
    lines = [f"      {head}  what it read (r) or wrote (w)".rstrip()]
    for number, step in enumerate(played.steps, start=1):
        cells = [_cell(step, it) for it in columns]
        told = "  ".join(f"{it:<{WIDTH}}" for it in cells)
        mark = " ◀" if step.gate in marks else ""
        lines.append(f"  {number:>3} {told}  {_touched(step)}{mark}".rstrip())
    return [*lines, f"  end {played.outcome}"]


def side_by_side(one: Played, other: Played) -> list[str]:
    """Both orders, the step at which they part marked."""
    pairs = [(it.gates, len(it.gates)) for it in (one, other)]
    longest = max(count for _, count in pairs)
    width = max((len(str(it)) for it in (*one.gates, *other.gates)), default=0)
    lines = [f"      {'first':<{width}}  second"]
    parted = False
    for at in range(longest):
        told = [str(gates[at]) if at < count else "" for gates, count in pairs]
        mark = " ◀ here they part" if not parted and told[0] != told[1] else ""
        parted = parted or bool(mark)
        lines.append(f"  {at + 1:>3} {told[0]:<{width}}  {told[1]:<{width}}{mark}".rstrip())
    return [*lines, f"  end {one.outcome:<{width}}  {other.outcome}"]


def _columns(played: Played) -> list[str]:
    found = dict.fromkeys(_column(it.gate) for it in played.steps)
    return sorted(found, key=lambda it: (it == _SERVER, it))


def _column(gate: Gate) -> str:
    return _SERVER if gate.actor.startswith(_SERVER) else gate.actor


def _cell(step: Step, column: str) -> str:
    if _column(step.gate) != column:
        return "·"
    name = step.gate.name
    return name if len(name) <= WIDTH else f"{name[: WIDTH - 1]}…"


def _touched(step: Step) -> str:
    told = [it for it in step.touched if not it.thing.startswith("tab ")]
    said = sorted(f"{'w' if it.writes else 'r'} {it.thing}" for it in told)
    where = (
        f"{step.gate.actor.removeprefix('server ')}: "
        if step.gate.actor != _column(step.gate)
        else ""
    )
    return where + ", ".join(said)
