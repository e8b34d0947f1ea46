"""The table of the race's power: a row a defect, from what stands in the ledger."""

from collections.abc import Iterator, Sequence

from benchmarks.race_case import RATIO, Case
from benchmarks.race_ledger import Ledger, Measured

HEAD = ("defect", "search", "pct, at most", "stress", "plain", f"{RATIO} x", "replayed", "busy")


def table(cases: Sequence[Case], ledger: Ledger) -> Iterator[str]:
    """Markdown; what was not measured is `-`."""
    yield _line(HEAD)
    yield _line(["---"] * len(HEAD))
    for case in cases:
        yield _line(_row(case, ledger))


def sound_lines(cases: Sequence[Case], ledger: Ledger) -> Iterator[str]:
    """What was said of the sound app, at each set of gates."""
    for case in cases:
        found = ledger.find(case.defect, case.also, "search")
        if found is not None:
            held = ", ".join(("the usual gates", *case.also))
            yield f"sound, at {held}: {found.runs} of {found.limit} orders fail. {found.outcome}"


def is_shown(searched: Measured | None, others: Sequence[Measured]) -> bool | None:
    """Whether each of the others took at least RATIO times as many runs as the search; None where
    too few were played to say so.
    """
    if searched is None or not searched.runs or not others:
        return None
    needed = RATIO * searched.runs
    if any(it.runs and it.runs < needed for it in others):
        return False
    return True if all(it.runs or it.limit >= needed for it in others) else None


def _row(case: Case, ledger: Ledger) -> Iterator[str]:
    name = (case.defect, case.also)
    one = {it: ledger.find(*name, it) for it in ("search", "plain", "replay", "beside")}
    walks, stress = ledger.all(*name, "pct"), ledger.all(*name, "stress")
    plain = [it for it in (one["plain"],) if it is not None]
    yield case.defect
    yield one["search"].told if one["search"] else "-"
    yield _most(walks)
    yield _least(stress)
    yield _least(plain)
    shown = is_shown(one["search"], [*stress, *plain]) if stress and plain else None
    yield {True: "shown", False: "no", None: "not shown"}[shown]
    for part in ("replay", "beside"):
        it = one[part]
        yield f"{it.runs} of {it.limit}" if it else "-"


def _most(found: Sequence[Measured]) -> str:
    """The worst seed."""
    if not found:
        return "-"
    missed = sum(not it.runs for it in found)
    if missed:
        return f"{missed} of {len(found)} seeds > {found[0].limit}"
    return f"{max(it.runs for it in found)} ({len(found)} seeds)"


def _least(found: Sequence[Measured]) -> str:
    """The luckiest seed."""
    if not found:
        return "-"
    seen = [it.runs for it in found if it.runs]
    told = str(min(seen)) if seen else f"> {min(it.limit for it in found)}"
    return f"{told} ({len(found)} seeds)" if len(found) > 1 else told


def _line(cells: Sequence[str] | Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"
