import fcntl
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.machine.tests.shims import browser, program, system
from setup import bootstrap
from setup.environment import Environment, Step


class Prepared:
    """An environment whose steps are given."""

    python = Path("nothing")

    def __init__(self, *steps: Step) -> None:
        self.given = steps

    def steps(self) -> Iterator[Step]:
        """The given steps."""
        yield from self.given


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH of a Debian, and the root of the project."""
    system(monkeypatch, tmp_path, os_release="ID=debian", user=0)
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    for name in ("LAYERPROOF_BROWSER", "PLAYWRIGHT_BROWSERS_PATH", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def prepare(monkeypatch: pytest.MonkeyPatch, prepared: Prepared) -> None:
    monkeypatch.setattr(bootstrap, "Environment", lambda _root: prepared)


def test_with_everything_in_place_one_line_is_said(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    browser(machine, "chromium")
    prepare(monkeypatch, Prepared())

    assert bootstrap.main() == 0
    assert capsys.readouterr().out.count("\n") == 1


def test_each_step_says_its_seconds(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    browser(machine, "chromium")
    prepare(monkeypatch, Prepared(("one", lambda: None), ("two", lambda: None)))

    assert bootstrap.main() == 0
    begins, *lines = capsys.readouterr().out.splitlines()
    assert ".stamps/setup.log" in begins
    assert [line.split()[1] for line in lines] == ["one", "two"]
    assert all(line.endswith(" s") for line in lines)


def test_a_removed_browser_is_installed_again(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    brings = f"printf '#!/bin/sh\\necho Chromium 156.0\\n' > {machine}/chromium"
    program(machine, "apt-get", f"{brings}; /bin/chmod 755 {machine}/chromium")
    prepare(monkeypatch, Prepared())

    assert bootstrap.main() == 0
    assert "browser 156.0 by apt-get" in capsys.readouterr().out


def test_without_any_browser_the_cure_is_said(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program(machine, "apt-get", "echo E: no net; exit 100")
    prepare(monkeypatch, Prepared())

    assert bootstrap.main() == 1
    said = capsys.readouterr().err
    assert "E: no net" in said
    assert "--browser-path" in said


def test_a_failed_step_ends_the_set_up(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    browser(machine, "chromium")
    failing = program(machine, "pip", "echo no such package; exit 1")
    prepare(monkeypatch, Prepared(("one", lambda: Environment(machine).run(failing))))

    assert bootstrap.main() == 1
    assert "no such package" in capsys.readouterr().err


def test_only_one_sets_up_at_a_time(tmp_path: Path) -> None:
    def take() -> None:
        with (tmp_path / "lock").open("w") as other:
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)

    with bootstrap.only_one(tmp_path), pytest.raises(BlockingIOError):
        take()

    take()
