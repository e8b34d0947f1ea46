"""What was created and started is navigated to without an error page."""

from harness.invariants.invariant import JourneyInvariant
from harness.judge.act import is_good, is_runner
from harness.judge.start import start_of
from harness.model.event import Event, Phase
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_applicable, passed


def judge(journey: Journey) -> Ruling:
    """Fails a starter that was answered well and then sent a tab to an address of the app that is
    none: 404, or another page that says it cannot be had.
    """
    start = start_of(journey)
    if start is None or not all(made for _, made in start.calls):
        return not_applicable("No starter created and started a session.")
    lasts = [made[-1] for _, made in start.calls]
    if not all(is_good(it) for it in lasts):
        return not_applicable("The session was not created and started.")
    since = lasts[0].begin.seq
    arrived = [it for it in journey.named("document") if it.kind is Phase.OK and it.seq > since]
    lost = [it for it in arrived if _status(it) >= 400 and not is_runner(_url(it), journey.rules)]
    if lost:
        return failed(
            f"The session was started, and {lost[0].actor} was sent to {_url(lost[0])}, which "
            f"answered {_status(lost[0])}.",
            lasts[-1].begin.seq,
            lost[0].seq,
        )
    return passed() if start.send is not None else not_applicable("No tab was sent on.")


def _status(event: Event) -> int:
    found = event.detail.get("status")
    return found if isinstance(found, int) else 0


def _url(event: Event) -> str:
    return event.text("url")


INVARIANT = JourneyInvariant(
    "start-arrives", "criteria.navigates", judge, by_presence=True, keys=("api.create|api.start",)
)
