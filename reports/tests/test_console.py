import io
from pathlib import Path
from typing import Literal

import pytest
from rich.console import Console

from reports import console
from reports.tests import sample
from reports.tests.sample import KINDS

REPORT = Path("out/20261122-161005-123-9f3a/report.html")


def shown(kind: str, tmp_path: Path, *, width: int = 80, terminal: bool = False) -> str:
    into = io.StringIO()
    colours: Literal["auto", "standard"] = "standard" if terminal else "auto"
    target = Console(file=into, width=width, force_terminal=terminal, color_system=colours)
    console.show(KINDS[kind](tmp_path), target, report=REPORT)
    return into.getvalue()


def test_the_verdict_comes_first_and_the_report_last(tmp_path: Path) -> None:
    lines = shown("failing", tmp_path).strip().splitlines()

    assert lines[0].startswith("✗ FAIL  The server layer is dead")
    assert lines[-1] == f"Report: {REPORT}"


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_nothing_but_commands_and_paths_is_wider_than_the_terminal(
    width: int, tmp_path: Path
) -> None:
    lines = shown("failing", tmp_path, width=width).splitlines()

    long = [it for it in lines if len(it) > width]
    assert all(it.startswith(("  $ layerproof", "Report: ")) for it in long)


def test_a_command_is_whole_on_its_line_however_narrow(tmp_path: Path) -> None:
    lines = shown("failing", tmp_path, width=60).splitlines()

    assert f"  $ {sample.REPEAT}" in lines


def test_without_a_terminal_there_are_no_colours(tmp_path: Path) -> None:
    assert "\x1b[" not in shown("failing", tmp_path)


def test_no_color_is_honoured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[31m" in shown("failing", tmp_path, terminal=True).replace("1;31", "31")

    monkeypatch.setenv("NO_COLOR", "1")

    assert "31m" not in shown("failing", tmp_path, terminal=True)


def test_hostile_text_neither_styles_nor_steers_the_terminal(tmp_path: Path) -> None:
    saved = sample.hostile(tmp_path)
    into = io.StringIO()

    console.show(saved, Console(file=into, width=120))

    assert "\x1b" not in into.getvalue()
    assert "</script><script>alert(1)</script>" in into.getvalue()


def test_skips_are_told_with_their_reason(tmp_path: Path) -> None:
    told = shown("failing", tmp_path, width=120)

    assert "skipped 1: slow-3g needs throttle, which this target lacks" in told
    assert "left out on purpose: 2 scenarios" in told


@pytest.mark.parametrize("kind", KINDS)
def test_every_run_can_be_shown(kind: str, tmp_path: Path) -> None:
    assert str(REPORT) in shown(kind, tmp_path)
