"""Where create or start fails, the starter's page tells the person why and what to do."""

from harness.invariants.invariant import JourneyInvariant
from harness.judge.innards import innards_in
from harness.judge.start import start_of
from harness.model.event import Event
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown

FEWEST_WORDS = 5
# The recorder cuts a screen's text here.
CUT = 2_000


def judge(journey: Journey) -> Ruling:
    """Fails a starter's page that said nothing new after a call of it had failed, or that showed
    the program's inside.

    Why and what to do take at least five words that were not there before.
    """
    start = start_of(journey)
    if start is None or start.failure is None or start.failure.end is None:
        return not_applicable("Neither create nor start failed.")
    ended = start.failure.end
    screens = [it for it in journey.of(start.tab) if it.what == "screen"]
    before = [it for it in screens if it.seq < ended.seq]
    after = [it for it in screens if it.seq > ended.seq]
    if not screens:
        return unknown("No screen of the starter's page was seen.", *start.failure.evidence)
    fresh = _new_words(before[-1] if before else None, after)
    if before and len(before[-1].text("text")) >= CUT and not fresh:
        return unknown("The starter's page has more text than is recorded.", before[-1].seq)
    inside = innards_in(fresh)
    if inside:
        return failed(f"The starter's page shows {inside}.", after[-1].seq)
    if len(fresh.split()) >= FEWEST_WORDS:
        return passed()
    said = f"only '{fresh}'" if fresh else "nothing new"
    return failed(
        f"{start.failure.role} failed ({start.failure.status or start.failure.failure}), but the "
        f"starter's page said {said}.",
        *start.failure.evidence,
        *(it.seq for it in after[-1:]),
    )


def _new_words(before: Event | None, after: list[Event]) -> str:
    """The words of the last screen that the one before did not have, in their order."""
    if not after:
        return ""
    known = before.text("text").split() if before else []
    fresh = []
    for word in after[-1].text("text").split():
        if word in known:
            known.remove(word)
        else:
            fresh.append(word)
    return " ".join(fresh)


INVARIANT = JourneyInvariant(
    "failed-start-is-told", "starter.failed.told", judge, keys=("api.create|api.start",)
)
