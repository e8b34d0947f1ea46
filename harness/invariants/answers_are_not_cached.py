"""No cache may keep an answer of the session API."""

from harness.invariants.invariant import JourneyInvariant
from harness.judge.session_call import own_answers
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_applicable, passed


def judge(journey: Journey) -> Ruling:
    """Fails an answer without `Cache-Control: private, no-store`."""
    answers = own_answers(journey)
    if not answers:
        return not_applicable("The session API itself answered nothing.")
    for it in answers:
        control = str(it.headers.get("cache-control") or "")
        said = {part.strip().casefold() for part in control.split(",")}
        if not {"private", "no-store"} <= said:
            return failed(
                f"{it.method} {it.url} answered {it.status} with Cache-Control '{control}', not "
                "'private, no-store'.",
                *it.evidence,
                examined=len(answers),
            )
    return passed(len(answers))


INVARIANT = JourneyInvariant("answers-are-not-cached", "server.cache", judge, by_presence=True)
