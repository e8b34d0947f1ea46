"""What changed between a base run and this one: causes that came, went or spread, and layers that
are in another state.

A cause is told again by its invariant, line and layer. What the other run did not play is not
called new or gone: its scenarios must have passed or failed there.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from harness.model.run import Cell, Check, Finding, LayerState, Run
from harness.model.word import Status

PLAYED = (Status.PASS, Status.FAIL)
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Moved:
    """A starter's layer in another state than in the base run; None where one run has no row."""

    starter: str
    layer: str
    before: LayerState | None
    now: LayerState | None


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since the base run. Accepted and unknown findings are in none of it.

    `unseen` are the base's that this run did not look for, `unasked` this run's that the base did
    not look for. `spread` are known ones with the starters that they did not show with before.
    """

    new: tuple[Finding, ...] = ()
    gone: tuple[Finding, ...] = ()
    unseen: tuple[Finding, ...] = ()
    unasked: tuple[Finding, ...] = ()
    spread: tuple[tuple[Finding, tuple[str, ...]], ...] = ()
    kept: int = 0
    moved: tuple[Moved, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether both runs show the same, as far as both looked."""
        return not (self.new or self.gone or self.unseen or self.unasked or self.spread) and not (
            self.moved
        )


def since(base: Run, run: Run) -> Since:
    """What changed from `base` to `run`."""
    before, now = _wrong(base), _wrong(run)
    came = [it for key, it in now.items() if key not in before]
    went = [it for key, it in before.items() if key not in now]
    grown = [
        (it, tuple(sorted(more)))
        for key, it in now.items()
        if key in before and (more := _starters(it) - _starters(before[key]))
    ]
    return Since(
        new=tuple(it for it in came if _looked(it, base.checks)),
        gone=tuple(it for it in went if _looked(it, run.checks)),
        unseen=tuple(it for it in went if not _looked(it, run.checks)),
        unasked=tuple(it for it in came if not _looked(it, base.checks)),
        spread=tuple(grown),
        kept=len(before.keys() & now.keys()),
        moved=tuple(_moved(base.matrix, run.matrix)),
    )


def _wrong(run: Run) -> dict[Key, Finding]:
    """The first finding of each cause; the judge has them worst first."""
    found: dict[Key, Finding] = {}
    for it in run.findings:
        if it.status is Status.FAIL and not it.accepted:
            found.setdefault((it.invariant, it.line, it.layer), it)
    return found


def _starters(finding: Finding) -> set[str]:
    return {it for it in (*finding.starters, finding.starter) if it}


def _looked(finding: Finding, checks: Iterable[Check]) -> bool:
    """Whether a scenario that showed it has passed or failed among these."""
    return any(it.id in finding.checks and it.status in PLAYED for it in checks)


def _moved(before: Iterable[Cell], now: Iterable[Cell]) -> Iterable[Moved]:
    old = {(it.starter, it.layer): it.state for it in before}
    new = {(it.starter, it.layer): it.state for it in now}
    for place in dict.fromkeys([*new, *old]):
        if old.get(place) is not new.get(place):
            yield Moved(*place, old.get(place), new.get(place))
