"""A starter creates, then starts, and waits for both answers before it opens the runner.

An app whose profile names only one of the two calls has no other that could be waited for.
"""

from itertools import pairwise

from harness.invariants.invariant import JourneyInvariant
from harness.judge.act import is_good
from harness.judge.order import Order, order_in
from harness.judge.start import Start, start_of
from harness.model.event import Event
from harness.model.journey import Journey
from harness.model.request import Request
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown
from harness.model.word import Status

ELSEWHERE = "other-origin"


def judge(journey: Journey) -> Ruling:
    """Fails a starter that sent the tab to the runner without the good answers of the calls that
    are due (create and start), in that order.
    """
    start = start_of(journey)
    if start is None or start.send is None or not start.calls:
        return not_applicable("No starter opened a runner.")
    good = [[it for it in made if is_good(it)] for _, made in start.calls]
    lacking = [role for (role, _), its in zip(start.calls, good, strict=True) if not its]
    if lacking:
        return failed(
            f"The tab was sent to the runner, but {lacking[0]} was never answered well.",
            start.send.seq,
            *(seq for it in (*start.creates, *start.starts) for seq in it.evidence),
        )
    # What is asked once more after it was answered well changes nothing of what was waited for.
    calls = tuple(its[0] for its in good)
    for earlier, later in pairwise(calls):
        if earlier.end and earlier.end.seq > later.begin.seq:
            return failed(
                f"{later.role} was asked before {earlier.role} was answered.",
                *earlier.evidence,
                *later.evidence,
            )
    ruling = _before_sent(order_in(journey), start, calls, start.send)
    if ruling.status is Status.UNKNOWN and any(
        it.startswith(ELSEWHERE) for it in journey.conditions
    ):
        return not_applicable(
            f"The condition {ELSEWHERE} has the runner in a process of its own, where what came"
            " before it cannot be told."
        )
    return ruling


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


INVARIANT = JourneyInvariant(
    "answers-before-opening", "starter.waits", judge, keys=("api.create|api.start",)
)
