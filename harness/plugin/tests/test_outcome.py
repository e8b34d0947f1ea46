"""What becomes of a scenario in pytest and in the run."""

from datetime import datetime, timedelta

import pytest

from harness.model.run import Check
from harness.model.word import Status
from harness.plugin.tests.suite import Played

pytestmark = pytest.mark.browser

EXPECTED = {
    "test_passes": "pass",
    "test_breaks_an_invariant": "fail",
    "test_breaks_an_assert": "fail",
    "test_is_starved": "unknown",
    "test_crashes": "unknown",
    "test_gives_up": "fail",
    "test_is_not_supported": "skip",
}


def check_of(played: Played, name: str) -> Check:
    """The check of that name."""
    return next(it for it in played.run.run.checks if it.id == f"test_it.py::{name}")


def test_each_outcome_has_its_status(every_outcome: Played) -> None:
    assert every_outcome.by_name() == EXPECTED, every_outcome.said


def test_pytest_tells_an_unknown_as_an_error(every_outcome: Played) -> None:
    # The fourth failure is the ordinary test's, which nobody turns into anything.
    assert "4 failed, 1 passed, 1 skipped, 1 deselected, 2 errors in" in every_outcome.said
    assert every_outcome.code == pytest.ExitCode.TESTS_FAILED


def test_a_check_says_what_a_report_needs(every_outcome: Played) -> None:
    check = check_of(every_outcome, "test_breaks_an_invariant")
    assert check.status is Status.FAIL
    assert check.title == "breaks an invariant"
    assert check.file == "test_it.py"
    assert check.promises == ("retry-button-works",)
    assert "failures-are-logged" in check.detail
    assert check.repeat == (
        "pytest test_it.py::test_breaks_an_invariant --defect no-diagnostic-line"
    )
    assert check.duration_s > 0
    began = datetime.fromisoformat(check.began_at)
    assert began > datetime.fromisoformat(every_outcome.run.run.started_at) - timedelta(seconds=1)
    others = {it.began_at for it in every_outcome.run.run.checks}
    assert len(others) == len(every_outcome.run.run.checks)
    [journey] = check.journeys
    assert journey in {it.id for it in every_outcome.run.journeys()}
    [picture] = check.attachments.values()
    assert (every_outcome.run.folder / picture).read_bytes().startswith(b"\x89PNG")


def test_a_crash_says_which(every_outcome: Played) -> None:
    check = check_of(every_outcome, "test_crashes")
    assert check.reason == "ValueError: boom"
    assert "raise ValueError" in check.detail


def test_what_was_late_on_a_starved_machine_is_not_held_against_the_app(
    every_outcome: Played,
) -> None:
    check = check_of(every_outcome, "test_is_starved")

    assert check.status is Status.UNKNOWN
    assert "waited 9.5 s for a processor. The scenario said: assert" in check.reason


def test_what_is_proved_is_noted(every_outcome: Played) -> None:
    assert check_of(every_outcome, "test_passes").proves == "storage"


def test_a_skip_has_its_reason(every_outcome: Played) -> None:
    reason = check_of(every_outcome, "test_is_not_supported").reason
    assert reason == "levitation cannot be had on this target"
