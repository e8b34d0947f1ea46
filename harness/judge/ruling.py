"""Has every invariant judge every trace and the journey around them.

An invariant that crashes says UNKNOWN, with its traceback. What the app does differently on purpose
is a SKIP with the profile's reason; what rests on a key that the profile does not name is N/A. In a
recording that was cut short nothing passes, and only what was seen can fail.
"""

import logging
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from harness.invariants.invariant import Invariant, JourneyInvariant
from harness.invariants.registry import load_invariants
from harness.judge.hosting import hindrance, skew
from harness.model.event import STARVED, Event
from harness.model.journey import Journey
from harness.model.naming import unjudged
from harness.model.rules import Rules
from harness.model.trace import Trace
from harness.model.verdict import Ruling, Verdict, not_applicable, unknown
from harness.model.word import Status

logger = logging.getLogger(__name__)
T = TypeVar("T")
Judgement = tuple[Invariant, str, Ruling]


def judge_journey(
    journey: Journey, invariants: Iterable[Invariant] | None = None
) -> tuple[Verdict, ...]:
    """A verdict of each invariant on each trace of the journey, or on the journey as a whole."""
    chosen = load_invariants() if invariants is None else tuple(invariants)
    judgements = _beside_others(_judgements(journey, chosen), journey)
    return tuple(_verdict(*it) for it in judgements)


def judge_trace(trace: Trace, invariants: Iterable[Invariant] | None = None) -> tuple[Verdict, ...]:
    """A verdict of each invariant that judges loads on this one."""
    chosen = load_invariants() if invariants is None else tuple(invariants)
    loads = [it for it in chosen if not isinstance(it, JourneyInvariant)]
    return tuple(
        _verdict(it, trace.id, _ruling(it, it.judge, trace, trace.rules, trace.interrupted))
        for it in loads
    )


def count_examined(verdicts: Iterable[Verdict]) -> Counter[str]:
    """How many things each invariant looked at; who looked at nothing is not in it."""
    counts: Counter[str] = Counter()
    for it in verdicts:
        if it.examined:
            counts[it.invariant] += it.examined
    return counts


def starved_said(journey: Journey) -> str:
    """That a hosting answered in the app's place, that two builds did, or that the journey's pages
    were given no processor; '' where none was so.
    """
    starved = _starved(journey)
    return hindrance(journey) or skew(journey) or (_busy(starved) if starved else "")


def _starved(journey: Journey) -> Event | None:
    return next((it for it in journey.events if it.what == STARVED), None)


def _judgements(journey: Journey, invariants: tuple[Invariant, ...]) -> Iterator[Judgement]:
    cut = any(it.interrupted for it in journey.traces)
    starved = _starved(journey)
    for it in invariants:
        if isinstance(it, JourneyInvariant):
            yield it, journey.id, _ruling(it, it.judge, journey, journey.rules, cut, starved)
            continue
        for trace in journey.traces:
            cut_short = trace.interrupted
            yield it, trace.id, _ruling(it, it.judge, trace, trace.rules, cut_short, starved)


def _ruling(
    it: Invariant,
    judge: Callable[[T], Ruling],
    subject: T,
    rules: Rules,
    cut: bool,
    starved: Event | None = None,
) -> Ruling:
    why = unjudged(it.keys, rules.unnamed)
    if why:
        return not_applicable(why)
    try:
        ruling = judge(subject)
    except Exception:  # one check must survive another's crash
        logger.warning("the invariant %s crashed", it.name, exc_info=True)
        return unknown(f"The check itself crashed:\n{traceback.format_exc()}")
    if ruling.status is Status.NA:
        return ruling
    if it.name in rules.deviations:
        return replace(ruling, status=Status.SKIP, reason=rules.deviations[it.name])
    if cut:
        return _of_a_cut_recording(it, ruling)
    return _of_a_starved_page(it, ruling, starved) if starved else ruling


def _of_a_cut_recording(it: Invariant, ruling: Ruling) -> Ruling:
    if ruling.status is Status.FAIL and (it.by_presence or ruling.by_presence):
        return ruling
    so_far = f" So far: {ruling.reason}" if ruling.reason else ""
    return unknown(f"The recording was cut short.{so_far}", *ruling.evidence)


def _of_a_starved_page(it: Invariant, ruling: Ruling, starved: Event) -> Ruling:
    """What was late or missing may have been so for want of a processor; what was seen stands."""
    if ruling.status is not Status.FAIL or it.by_presence or ruling.by_presence:
        return ruling
    said = f"{_busy(starved)} What was seen so: {ruling.reason}"
    return unknown(said, starved.seq, *ruling.evidence)


def _beside_others(judgements: Iterable[Judgement], journey: Journey) -> Iterator[Judgement]:
    """What looks wrong where a hosting answered in the app's place is not known to be the app's. Of
    two builds that are mixed neither is proved, which is said once.
    """
    hindered, mixed = hindrance(journey), skew(journey)
    told = False
    for it, subject, ruling in judgements:
        found = ruling
        if ruling.status is Status.FAIL and (mixed or hindered):
            said = f"{mixed or hindered} What was seen so: {ruling.reason}"
            found = unknown(said, *ruling.evidence)
        elif ruling.status is Status.PASS and mixed and not told:
            found = unknown(mixed)
        told = told or found.status is Status.UNKNOWN
        yield it, subject, found


def _busy(starved: Event) -> str:
    return (
        f"The machine was too busy: the pages ran for {starved.text('ran_s')} s and waited "
        f"{starved.text('waited_s')} s for a processor."
    )


def _verdict(it: Invariant, subject: str, ruling: Ruling) -> Verdict:
    return Verdict(
        it.name,
        it.line,
        it.scope,
        subject,
        ruling.status,
        ruling.examined,
        ruling.reason,
        ruling.evidence,
    )
