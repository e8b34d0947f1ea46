"""What the server says it did stands in the database before it says so."""

from harness.invariants.invariant import JourneyInvariant
from harness.judge.act import asked, is_good
from harness.judge.order import order_in
from harness.judge.write import answered, first_before, writes_of
from harness.model.journey import Journey
from harness.model.request import Request
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown
from harness.model.word import Capability, Role

MUST_WRITE = (Role.CREATE, Role.START, Role.ANSWER, Role.END)


def judge(journey: Journey) -> Ruling:
    """Fails a create, start, answer or end that was answered well without a write of the session's
    document before the answer.

    A call that repeats one may find all in place; the first of its kind in the journey may not.
    """
    calls = [it for it in asked(journey, *MUST_WRITE) if is_good(it)]
    if not journey.sees_backend or not journey.rules.document_path or not calls:
        return not_applicable("No such call was answered, or the database cannot be seen.")
    order, examined = order_in(journey), 0
    for call in calls:
        writes, answer = writes_of(journey, call), answered(journey, call)
        if not call.pair or answer is None:
            return unknown(f"{call.url} cannot be paired with the server's log.", *call.evidence)
        if not writes:
            if _is_repeat(journey, call, calls):
                continue
            return failed(
                f"{call.role} was answered {call.status}, but nothing was written to "
                f"'{journey.rules.document_path}' for it.",
                *call.evidence,
            )
        examined += 1
        before = first_before(order, writes, answer)
        if before is None:
            return unknown(
                f"Whether the write or the answer of {call.role} came first is not known.",
                *call.evidence,
            )
        if not before:
            return failed(
                f"{call.role} was answered before '{writes[0].text('path')}' was written.",
                *call.evidence,
                writes[0].seq,
            )
    return passed(examined) if examined else not_applicable("Only repeated calls were made.")


def _is_repeat(journey: Journey, call: Request, calls: list[Request]) -> bool:
    return any(it is not call and it.role is call.role and writes_of(journey, it) for it in calls)


INVARIANT = JourneyInvariant(
    "stored-before-answered",
    "server.start.persisted",
    judge,
    needs=frozenset({Capability.SERVER_LOG}),
)
