"""The table that a person reads: survivors first, then what was caught elsewhere, what could not
be found out, and the kills; and the one sentence that sums it up.
"""

from collections.abc import Sequence

from rich.table import Table

from harness.power.row import Fate, Power, Row

MARKS = {Fate.KILLED: "✓", Fate.SURVIVED: "✗", Fate.ELSEWHERE: "≈", Fate.UNKNOWN: "?"}
STYLES = {
    Fate.KILLED: "green",
    Fate.SURVIVED: "bold red",
    Fate.ELSEWHERE: "red",
    Fate.UNKNOWN: "yellow",
}
_ORDER = list(Fate)


def sorted_rows(rows: Sequence[Row]) -> list[Row]:
    """The survivors first, the kills last; by name within each."""
    return sorted(rows, key=lambda it: (_ORDER.index(it.caught.fate), it.defect))


def table(power: Power) -> Table:
    """One row for each defect that was tried."""
    made = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("defect", "line that it breaks", "fate", "by"):
        made.add_column(name, overflow="fold")
    made.add_column("s", justify="right")
    for it in sorted_rows(power.rows):
        fate = it.caught.fate
        mark = f"[{STYLES[fate]}]{MARKS[fate]} {fate}[/]"
        made.add_row(it.defect, it.line, mark, told_by(it), f"{it.seconds:.1f}")
    return made


def told_by(row: Row) -> str:
    """What caught it, or why nothing did."""
    return ", ".join(_short(it) for it in row.caught.by) or row.caught.reason


def summary(power: Power) -> str:
    """Such as `104 of 107 defects killed: 97.2 % (95 % interval 92.1 to 99.0 %); …`."""
    tried = len(power.rows)
    said = [_share(power) if tried else "No defect was tried"]
    if power.interrupted and tried < power.asked:
        said.append(f"{power.asked - tried} not tried")
    survivors, undecided = power.survivors, power.undecided
    said.append(_names("no survivors", _many(len(survivors), "survivor"), survivors))
    said.append(_names("none inconclusive", f"{len(undecided)} inconclusive", undecided))
    if power.left_out:
        count, names = len(power.left_out), ", ".join(power.left_out)
        said.append(f"{count} left out, which show only where pages are held: {names}")
    said.append(_sound(power))
    return "; ".join(said) + f"; {power.seconds:.0f} s ({power.mode})."


def _share(power: Power) -> str:
    low, high = (100 * it for it in power.bounds)
    killed, tried = power.killed, len(power.rows)
    share = 100 * killed / tried
    return (
        f"{killed} of {tried} defects killed: {share:.1f} % "
        f"(95 % interval {low:.1f} to {high:.1f} %)"
    )


def _names(none: str, what: str, rows: Sequence[Row]) -> str:
    if not rows:
        return none
    return f"{what}: {', '.join(it.defect for it in rows)}"


def _sound(power: Power) -> str:
    if not power.sound:
        return "the sound app was not run"
    found = _many(len(power.false_findings), "false finding")
    runs = _many(len(power.sound), "run")
    unknown = sum(1 for it in power.sound if it.is_unknown)
    said = f"{found} in {runs} of the sound app ({power.loads} loads)"
    return said + (f", {unknown} of them inconclusive" if unknown else "")


def _short(check: str) -> str:
    return check.removeprefix("invariant:").removeprefix("scenario:")


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
