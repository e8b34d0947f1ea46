"""A failure: one verdict that is not well, with all that is needed of its journey to tell what
caused it, so that the journey itself can be let go.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from harness.judge.look import known_ids, look_at, look_of_load, masked
from harness.model.journey import Journey
from harness.model.look import Look
from harness.model.trace import Trace
from harness.model.verdict import Verdict
from harness.model.word import Status


@dataclass(frozen=True, slots=True)
class Failure:
    """One verdict that is not well. `journey` is the key by which checks name it.

    `said` is the reason's first line with ids as `{id}`, `played` whether a fault was played in the
    journey. `well` are the invariants that were looked at in it, and held; `promises` those that a
    scenario's own failure is about, `guards` the lines of the contract that the scenario guards.
    """

    verdict: Verdict
    journey: str
    starter: str
    layer: str
    conditions: tuple[str, ...]
    length: int
    screenshot: str = ""
    scenario: str = ""
    look: Look = field(default_factory=Look)
    said: str = ""
    played: bool = False
    well: frozenset[str] = frozenset()
    promises: frozenset[str] = frozenset()
    guards: frozenset[str] = frozenset()

    @property
    def plainness(self) -> tuple[bool, int, int, str]:
        """How well it tells of itself: without faults and conditions, and short, comes first."""
        return self.played, len(self.conditions), self.length, self.verdict.subject

    @property
    def context(self) -> tuple[str, tuple[str, ...]]:
        """What was played, whichever the starter: the scenario's function and the conditions."""
        return self.scenario.partition("[")[0], self.conditions


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What is kept of every journey, well or not: where it ended, and what held in it."""

    journey: str
    trace: str
    look: Look
    well: frozenset[str]
    screenshot: str = ""


def glimpse_of(verdicts: Iterable[Verdict], journey: Journey, *, key: str = "") -> Glimpse:
    """What a scenario's own failure needs of a journey, named by `key`, its id where that is ''."""
    last = _last(journey)
    return Glimpse(
        key or journey.id,
        last.id if last else journey.id,
        look_of_load(last, journey) if last else Look(),
        _well(verdicts),
        last.screenshot if last else "",
    )


def failures_in(
    verdicts: Iterable[Verdict], journey: Journey, *, key: str = ""
) -> tuple[Failure, ...]:
    """The verdicts that are FAIL or UNKNOWN, with what a finding needs of the journey.

    `key` is the name by which the run's checks know the journey; its id where it is ''. What a cut
    recording leaves open is no failure of its own: the check says what cut it.
    """
    said = tuple(verdicts)
    traces = {it.id: it for it in journey.traces}
    cut = {it.id for it in journey.traces if it.interrupted}
    open_ends = cut | {journey.id} if cut else cut
    bad = [
        it
        for it in said
        if it.status is Status.FAIL or (it.status is Status.UNKNOWN and it.subject not in open_ends)
    ]
    well = _well(said)
    return tuple(
        _failure(it, traces.get(it.subject) or _last(journey), journey, key or journey.id, well)
        for it in bad
    )


def _failure(
    verdict: Verdict, trace: Trace | None, journey: Journey, key: str, well: frozenset[str]
) -> Failure:
    return Failure(
        verdict=verdict,
        journey=key,
        starter=journey.starter,
        layer=str(trace.answered_by or "") if trace else "",
        conditions=journey.conditions,
        length=len(journey.events),
        screenshot=trace.screenshot if trace else "",
        scenario=journey.scenario,
        look=look_at(verdict, journey, trace),
        said=_said(verdict, journey),
        played=bool(journey.named("fault")),
        well=well,
    )


def _said(verdict: Verdict, journey: Journey) -> str:
    """The reason without ids and without the addresses of the app itself."""
    text = verdict.reason.partition("\n")[0].strip()
    for origin in journey.rules.origins:
        text = text.replace(f"{origin}/", "/")
    return masked(text, known_ids(journey), journey.rules)


def _well(verdicts: Iterable[Verdict]) -> frozenset[str]:
    said = tuple(verdicts)
    bad = {it.invariant for it in said if it.status in (Status.FAIL, Status.UNKNOWN)}
    return frozenset(it.invariant for it in said if it.status is Status.PASS) - bad


def _last(journey: Journey) -> Trace | None:
    return journey.traces[-1] if journey.traces else None
