"""An answer 429 says when to come back."""

from harness.invariants.invariant import JourneyInvariant
from harness.judge.act import is_own_answer
from harness.judge.timing import is_date
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_applicable, passed


def judge(journey: Journey) -> Ruling:
    """Fails a 429 of the app's own without a usable Retry-After (RFC 9110, 10.2.3)."""
    limited = [it for it in journey.all_requests if it.status == 429]
    limited = [it for it in limited if is_own_answer(journey, it)]
    if not limited:
        return not_applicable("Nothing was limited by the app itself.")
    for it in limited:
        said = str(it.headers.get("retry-after") or "")
        if not said.strip().isdigit() and not is_date(it):
            return failed(
                f"{it.url} answered 429 with Retry-After '{said}', which says nothing usable.",
                *it.evidence,
            )
    return passed(len(limited))


INVARIANT = JourneyInvariant("too-many-says-when", "server.get.status.429", judge, by_presence=True)
