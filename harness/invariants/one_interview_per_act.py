"""One act of a person, a double click too, starts one interview."""

from harness.invariants.invariant import JourneyInvariant
from harness.judge.act import is_good
from harness.judge.payload import ABSENT, at
from harness.judge.start import start_of
from harness.model.journey import Journey
from harness.model.request import Request
from harness.model.verdict import Ruling, failed, not_applicable, passed


def judge(journey: Journey) -> Ruling:
    """Fails a second create beside one that is under way or went well, and a start for a second id.

    A create that the person asks for again after one that failed is another act.
    """
    start = start_of(journey)
    if start is None or not start.creates:
        return not_applicable("No starter created a session.")
    for earlier, later in zip(start.creates, start.creates[1:], strict=False):
        under_way = earlier.end is None or earlier.end.seq > later.begin.seq
        if under_way or is_good(earlier):
            return failed(
                f"{len(start.creates)} sessions were created by one act; one is right.",
                *(it.begin.seq for it in start.creates),
                examined=len(start.creates),
            )
    fields = journey.rules.id_fields
    started = {_id(it, fields) for it in start.starts if is_good(it)}
    if len(started) > 1:
        return failed(
            f"{len(started)} sessions were started by one act: {', '.join(sorted(started))}.",
            *(it.begin.seq for it in start.starts),
        )
    return passed(len(start.creates))


def _id(request: Request, fields: tuple[str, ...]) -> str:
    """Which interview a start is of: what it sent as its id, else all that it sent."""
    sent = request.begin.detail.get("sent")
    if not isinstance(sent, dict):
        return request.url
    named = [str(at(sent, it)) for it in fields if at(sent, it) is not ABSENT]
    return named[0] if named else str(sent)


INVARIANT = JourneyInvariant(
    "one-interview-per-act", "starter.double-click", judge, by_presence=True, keys=("api.create",)
)
