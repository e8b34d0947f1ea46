"""A later load resumes where the person was."""

from harness.invariants.invariant import JourneyInvariant
from harness.judge.resume import steps
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown


def judge(journey: Journey) -> Ruling:
    """Fails a load that shows fewer answered questions than were acknowledged before it.

    Each acknowledged answer moves the index on by one; an answer handed in twice moves it once.
    """
    found = [it for it in steps(journey) if it.answers or not it.is_sure]
    if not found:
        return not_applicable("No session was answered and loaded again.")
    for it in found:
        if not it.is_sure and it.now <= it.was:
            return unknown("Whether the answers came before the later load is not known.")
        indices = {str(answer.begin.detail.get("sent")) for answer in it.answers}
        due = it.was + len(indices)
        if it.now < due:
            return failed(
                f"{len(indices)} answers were acknowledged after question {it.was}, so the load "
                f"resumes at {due}; it came back at {it.now}.",
                it.later.events[0].seq,
                *(answer.begin.seq for answer in it.answers),
                examined=len(found),
            )
    return passed(len(found))


INVARIANT = JourneyInvariant(
    "resumes-after-answers", "server.answer.resume", judge, keys=("api.answer", "payload.index")
)
