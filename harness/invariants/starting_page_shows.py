"""The opened tab shows a "Starting your interview" page until it is sent on."""

from harness.invariants.invariant import JourneyInvariant
from harness.judge.start import start_of
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown
from harness.model.word import Screen


def judge(journey: Journey) -> Ruling:
    """Fails a popup that never showed the starting screen, or showed it without words."""
    start = start_of(journey)
    if start is None or start.opened is None or start.is_blocked:
        return not_applicable("No starter opened a tab.")
    if not start.popup:
        return unknown("Which tab the starter opened cannot be told.", start.opened.seq)
    screens = [it for it in journey.of(start.popup) if it.what == "screen"]
    starting = [it for it in screens if it.text("screen") == Screen.STARTING]
    if any(it.text("text").strip() for it in starting):
        return passed()
    shown = ", ".join(dict.fromkeys(it.text("screen") for it in screens)) or "nothing"
    return failed(
        f"{start.popup} was opened, but never said that the interview is being started; it "
        f"showed: {shown}.",
        start.opened.seq,
        *(it.seq for it in screens[:2]),
    )


INVARIANT = JourneyInvariant("starting-page-shows", "starter.starting-page", judge)
