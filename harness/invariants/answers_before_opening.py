"""A starter creates, then starts, and waits for both answers before it opens the runner."""

from harness.invariants.invariant import JourneyInvariant
from harness.judge.act import is_good
from harness.judge.order import Order, order_in
from harness.judge.start import Start, start_of
from harness.model.event import Event
from harness.model.journey import Journey
from harness.model.request import Request
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown


def judge(journey: Journey) -> Ruling:
    """Fails a starter that sent the tab to the runner without the good answers of create and of
    start, in that order.
    """
    start = start_of(journey)
    if start is None or start.send is None:
        return not_applicable("No starter opened a runner.")
    created = [it for it in start.creates if is_good(it)]
    started = [it for it in start.starts if is_good(it)]
    if not created or not started:
        lacking = "create" if not created else "start"
        return failed(
            f"The tab was sent to the runner, but {lacking} was never answered well.",
            start.send.seq,
            *(seq for it in (*start.creates, *start.starts) for seq in it.evidence),
        )
    order = order_in(journey)
    if created[0].end and created[0].end.seq > started[-1].begin.seq:
        return failed(
            "start was asked before create was answered.",
            *created[0].evidence,
            *started[-1].evidence,
        )
    return _before_sent(order, start, (created[0], started[-1]), start.send)


def _before_sent(order: Order, start: Start, calls: tuple[Request, ...], sent: Event) -> Ruling:
    for call in calls:
        if call.end is None:
            return unknown(f"The answer of {call.role} was not seen.", *call.evidence)
        before = order.happened_before(call.end, sent)
        if before is False:
            return failed(
                f"The tab was sent to the runner before {call.role} was answered.",
                sent.seq,
                *call.evidence,
            )
        if before is None:
            return unknown(
                f"Whether {call.role} was answered before {start.popup or 'the tab'} was sent on "
                "is not known.",
                sent.seq,
                *call.evidence,
            )
    return passed(len(calls))


INVARIANT = JourneyInvariant("answers-before-opening", "starter.waits", judge)
