"""Writes every report of a judged run, and shows the verdict."""

import pytest

from harness.runs.saved import SavedRun


def publish(session: pytest.Session, saved: SavedRun) -> None:
    """Writes the reports beside the run, and says on the terminal what came of it."""
    terminal = session.config.pluginmanager.getplugin("terminalreporter")
    if terminal is not None:
        terminal.write_line(f"{saved.run.verdict}: {saved.run.verdict_reason}")
