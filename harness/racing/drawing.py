"""An order as a person reads it: a column for each actor, a line for each step, from above down."""

from collections.abc import Sequence
from textwrap import wrap

from harness.race.played import Played
from harness.race.step import Gate, Step

_SERVER = "server"
WIDTH = 26
# Between the columns and what a step touched; a line that is too long is broken there.
GAP = "    "


def drawing(played: Played, *, marks: Sequence[Gate] = ()) -> list[str]:
    """The lines. A step whose gate is among `marks` is marked with `◀`."""
    columns = _columns(played)
    widths = [max(len(it), *(len(_cell(step, it)) for step in played.steps)) for it in columns]
    head = "  ".join(f"{it:<{width}}" for it, width in zip(columns, widths, strict=True))
    lines = [f"      {head}{GAP}what it read (r) or wrote (w)"]
    for number, step in enumerate(played.steps, start=1):
        cells = (f"{_cell(step, it):<{width}}" for it, width in zip(columns, widths, strict=True))
        mark = "◀ " if step.gate in marks else ""
        lines.append(f"  {number:>3} {'  '.join(cells)}{GAP}{mark}{_touched(step)}".rstrip())
    return [*lines, f"  end {played.outcome}"]


def folded(line: str, width: int) -> list[str]:
    """The line of a drawing in at most `width` signs, what the step touched below it where that has
    no room beside it.
    """
    if len(line) <= width:
        return [line]
    at = line.rfind(GAP)
    indent = " " * (10 if at > 0 else 6)
    first, rest = (line[:at].rstrip(), line[at:].strip()) if at > 0 else ("", line.strip())
    more = wrap(rest, max(width, 20), initial_indent=indent, subsequent_indent=indent)
    return [it for it in (first, *more) if it]


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
