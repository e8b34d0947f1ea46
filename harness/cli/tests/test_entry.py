import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from harness.cli import entry

PROJECT = Path(__file__).parents[3] / "pyproject.toml"


class Interrupted:
    """An import system in which Ctrl-C comes as soon as the command is asked for."""

    def find_spec(self, name: str, _path: Sequence[str] | None, _target: object = None) -> None:
        if name == "harness.cli.app":
            raise KeyboardInterrupt


def test_ctrl_c_while_it_is_imported_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "harness.cli.app", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Interrupted(), *sys.meta_path])

    assert entry.main() == 130
    assert capsys.readouterr().err == "layerproof: interrupted\n"


def test_all_else_is_the_commands(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["layerproof", "--version"])

    assert entry.main() == 0
    assert capsys.readouterr().out


def test_it_is_what_is_installed() -> None:
    scripts = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["scripts"]

    assert scripts["layerproof"] == f"{entry.__name__}:main"
