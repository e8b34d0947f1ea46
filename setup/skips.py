"""A pytest plugin: with CI set, a run with a skipped test fails.

On a laptop a test may be skipped by name because a program is missing. Where the project
is judged, everything must be there: what was not looked at has not passed.
"""

import os

import pytest

_OFF = {"", "0", "false", "no"}


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Turn success into failure when something was skipped; a failure keeps its own status."""
    if skipped(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say why a run without a failed test has failed."""
    if count := skipped(config):
        terminalreporter.section("skipped in CI")
        terminalreporter.line(f"{count} skipped: in CI nothing may be; install what they name")


def skipped(config: pytest.Config) -> int:
    """How many tests were skipped; 0 outside CI, and in xdist's workers, which report nothing."""
    reporter = config.pluginmanager.getplugin("terminalreporter")
    if reporter is None or os.environ.get("CI", "").lower() in _OFF:
        return 0
    return len(reporter.stats.get("skipped", ()))
