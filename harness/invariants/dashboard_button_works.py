"""Return to Dashboard goes to the caller's own dashboard."""

from urllib.parse import urlsplit

from harness.invariants.invariant import JourneyInvariant
from harness.judge.act import acts
from harness.model.event import Event
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown


def judge(journey: Journey) -> Ruling:
    """Fails a click on Return to Dashboard after which the person was not on their own dashboard.

    One who is not signed in may be asked to sign in there.
    """
    role = journey.visitor.role
    wanted = journey.rules.dashboards.get(role, "")
    clicks = acts(journey, journey.rules.button_dashboard)
    if not clicks or not journey.rules.button_dashboard:
        return not_applicable("Nobody returned to the dashboard.")
    if not wanted:
        return not_applicable(f"Which dashboard is the own one of '{role}' is not known.")
    reached = [it for it in _pages(journey) if it.seq > clicks[-1].seq]
    if not reached:
        if any(it.what == "closed" and it.seq > clicks[-1].seq for it in journey.events):
            return unknown("The tab was closed by the click.", clicks[-1].seq)
        return failed(
            f"'{journey.rules.button_dashboard}' was pressed, and no page was opened.",
            clicks[-1].seq,
        )
    paths = [urlsplit(it.text("url")).path for it in reached]
    if any(path.rstrip("/") == wanted.rstrip("/") for path in paths):
        return passed()
    return failed(
        f"'{journey.rules.button_dashboard}' led a {role} to {paths[-1]}, not to {wanted}.",
        clicks[-1].seq,
        *(it.seq for it in reached),
    )


def _pages(journey: Journey) -> list[Event]:
    return [it for it in journey.events if it.is_page]


INVARIANT = JourneyInvariant(
    "dashboard-button-works",
    "runner.error.dashboard",
    judge,
    keys=("paths.dashboards", "buttons.dashboard"),
)
