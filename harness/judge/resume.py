"""How far an interview had come at each load, and what was answered in between."""

from dataclasses import dataclass
from itertools import pairwise

from harness.judge.act import asked, is_good
from harness.judge.answer import is_good as is_payload
from harness.judge.answer import payload_of, url_id_of
from harness.judge.entry import entry_reads, payload_in, reason_of
from harness.judge.order import Order, order_in
from harness.judge.payload import index_of
from harness.model.attribution import Reason
from harness.model.event import Event
from harness.model.journey import Journey
from harness.model.request import Request
from harness.model.trace import Trace
from harness.model.word import Outcome, Role


@dataclass(frozen=True, slots=True)
class Step:
    """Two loads of one session, one after the other, and the answers acknowledged in between.

    `is_sure` says that each answer's place is known.
    """

    earlier: Trace
    later: Trace
    was: int
    now: int
    answers: tuple[Request, ...]
    is_sure: bool


def steps(journey: Journey) -> tuple[Step, ...]:
    """The steps whose both ends tell how far the interview had come."""
    told = [
        (it, index)
        for it in journey.traces
        if it.ended is Outcome.READY and (index := supplied_index(it)) is not None
    ]
    answers = [it for it in asked(journey, Role.ANSWER) if is_good(it)]
    return tuple(
        _step(order_in(journey), earlier, later, answers)
        for earlier, later in pairwise(told)
        if url_id_of(earlier[0]) == url_id_of(later[0])
    )


def supplied_index(trace: Trace) -> int | None:
    """The index in what made the load ready; None where it was not captured."""
    answers = [payload_of(it, trace.rules) for it in trace.attempts if is_payload(it, trace)]
    stored = [it for it in entry_reads(trace) if reason_of(trace, it) is Reason.NONE]
    found = answers or [payload_in(it.detail.get("value"), trace.rules) for it in stored]
    return index_of(found[-1], trace.rules) if found else None


def _step(
    order: Order, earlier: tuple[Trace, int], later: tuple[Trace, int], answers: list[Request]
) -> Step:
    begin, end = earlier[0].events[0], later[0].events[0]
    placed = [(it, _is_between(order, begin, it, end)) for it in answers]
    return Step(
        earlier[0],
        later[0],
        earlier[1],
        later[1],
        tuple(it for it, between in placed if between),
        all(between is not None for _, between in placed),
    )


def _is_between(order: Order, begin: Event, answer: Request, end: Event) -> bool | None:
    if answer.end is None:
        return None
    after = order.happened_before(begin, answer.begin)
    before = order.happened_before(answer.end, end)
    return None if after is None or before is None else after and before
