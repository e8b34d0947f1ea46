"""No promise is rejected that nobody handles."""

from harness.invariants.invariant import JourneyInvariant
from harness.judge.fault_seen import judge_reports
from harness.model.journey import Journey
from harness.model.verdict import Ruling


def judge(journey: Journey) -> Ruling:
    """Fails an unhandled rejection in any tab."""
    return judge_reports(journey, "rejection", "A promise was rejected that nobody handled")


INVARIANT = JourneyInvariant("no-rejection", "runner.errors.page", judge, by_presence=True)
