"""Nothing is thrown on a page that nobody catches."""

from harness.invariants.invariant import JourneyInvariant
from harness.judge.fault_seen import judge_reports
from harness.model.journey import Journey
from harness.model.verdict import Ruling


def judge(journey: Journey) -> Ruling:
    """Fails an uncaught error in any tab."""
    return judge_reports(journey, "page-error", "An error was thrown that nobody caught")


INVARIANT = JourneyInvariant("no-page-error", "runner.errors.page", judge, by_presence=True)
