"""Writes every report of a judged run, and shows the verdict."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from harness.runs.saved import SavedRun
from reports import allure_report, console, html, json_report, junit, markdown

if TYPE_CHECKING:
    import pytest

WRITERS: tuple[Callable[[SavedRun, Path], Path], ...] = (
    html.write,
    junit.write,
    markdown.write,
    json_report.write,
    allure_report.write,
)


def publish(session: "pytest.Session", saved: SavedRun) -> None:
    """Writes the reports beside the run, and says on the terminal what came of it."""
    written = [write(saved, saved.folder) for write in WRITERS]
    reporter = session.config.pluginmanager.getplugin("terminalreporter")
    if reporter is not None:
        reporter.ensure_newline()
        reporter.flush()
    console.show(saved, Console(file=sys.stdout), report=_short(written[0]))


def _short(path: Path) -> Path:
    """The path as a person would type it, relative to where they stand if it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
