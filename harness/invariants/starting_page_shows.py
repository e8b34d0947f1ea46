"""The opened tab shows a "Starting your interview" page until it is sent on."""

from harness.invariants.invariant import JourneyInvariant
from harness.judge.act import is_runner
from harness.judge.start import start_of
from harness.model.event import Event
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown
from harness.model.word import Screen


def judge(journey: Journey) -> Ruling:
    """Fails a popup that showed something else than the starting screen, or nothing for long.

    A popup that was sent on before the page that it was opened with could be painted says nothing;
    one that was opened with no page at all has nothing to paint.
    """
    start = start_of(journey)
    if start is None or start.opened is None or start.is_blocked:
        return not_applicable("No starter opened a tab.")
    if not start.popup:
        return unknown("Which tab the starter opened cannot be told.", start.opened.seq)
    before = _before_runner(journey, start.popup)
    screens = [it for it in before if it.what == "screen"]
    if any(it.text("screen") == Screen.STARTING and it.text("text").strip() for it in screens):
        return passed()
    shown = [it.text("screen") for it in screens if it.text("screen") != Screen.BLANK]
    page = start.opened.text("url")
    is_empty = page in ("", "about:blank")
    if not shown and not is_empty and _lasted(before, page) < journey.rules.blank_ms:
        return not_applicable("The tab was sent on before its page could be painted.")
    return failed(
        f"{start.popup} was opened, but never said that the session is being started; it "
        f"showed: {', '.join(dict.fromkeys(shown)) or 'nothing'}.",
        start.opened.seq,
        *(it.seq for it in screens[:2]),
    )


def _before_runner(journey: Journey, popup: str) -> list[Event]:
    """What the popup told before it asked for the runner."""
    own = journey.of(popup)
    arrived = (it.seq for it in own if it.is_page and is_runner(it.text("url"), journey.rules))
    until = next(arrived, 2**62)
    return [it for it in own if it.seq < until]


def _lasted(events: list[Event], page: str) -> float:
    """For how many ms the page was there; 0 where it never was."""
    begun = [it for it in events if it.is_page and it.text("url") == page]
    if not begun:
        return 0.0
    return max(it.at_ms for it in events if it.clock == begun[-1].clock) - begun[-1].at_ms


INVARIANT = JourneyInvariant(
    "starting-page-shows", "starter.starting-page", judge, keys=("screens.starting",)
)
