import json
import sys
from pathlib import Path

import pytest

from harness.machine.tests.shims import program
from setup.environment import Environment
from setup.python import SetupFailed

LOCK = """\
one==1 \\
    --hash=sha256:00
two[extra]==2 ; sys_platform != 'x' \\
    --hash=sha256:00
"""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have been run; each command leaves behind what the real one leaves."""
    commands: list[str] = []

    def run(environment: Environment, *command: str | Path) -> None:
        words = " ".join(str(word) for word in command)
        commands.append(words)
        if " venv " in words:
            program(environment.home / "bin", "python", "echo 3.11.9")
        elif "--require-hashes" in words:
            (environment.home / "lib/python3.11/site-packages/one").mkdir(
                parents=True, exist_ok=True
            )
        elif " -e " in words:
            program(environment.home / "bin", "layerproof", "")

    monkeypatch.setattr(Environment, "run", run)
    monkeypatch.delenv("PYTHON", raising=False)
    return commands


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    (tmp_path / "requirements.lock").write_text(LOCK, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    return Environment(tmp_path)


def set_up(environment: Environment) -> list[str]:
    """Take every step, and give their words."""
    taken = []
    for words, step in environment.steps():
        step()
        taken.append(words)
    return taken


EVERYTHING = [
    "virtual environment .venv",
    "2 packages of requirements.lock",
    "layerproof itself",
]


@pytest.mark.usefixtures("asked")
def test_the_second_time_nothing_is_left_to_do(environment: Environment) -> None:
    assert set_up(environment) == EVERYTHING
    assert set_up(environment) == []


@pytest.mark.usefixtures("asked")
def test_an_interrupted_set_up_begins_anew(environment: Environment) -> None:
    set_up(environment)
    environment.root.joinpath("requirements.lock").write_text(LOCK + "# new\n", encoding="utf-8")
    for _, step in environment.steps():
        step()
        break

    assert set_up(environment) == EVERYTHING


@pytest.mark.usefixtures("asked")
def test_a_changed_project_is_installed_alone(environment: Environment) -> None:
    set_up(environment)
    environment.root.joinpath("pyproject.toml").write_text("[project]\n\n", encoding="utf-8")

    assert set_up(environment) == ["layerproof itself"]


def test_a_package_that_left_the_lock_is_removed(
    environment: Environment, asked: list[str]
) -> None:
    set_up(environment)
    shorter = LOCK.partition("two")[0]
    environment.root.joinpath("requirements.lock").write_text(shorter, encoding="utf-8")

    taken = set_up(environment)

    assert taken == ["1 packages of requirements.lock", "layerproof itself", "1 packages removed"]
    assert asked[-1].endswith("uninstall -y two")


@pytest.mark.usefixtures("asked")
def test_a_moved_environment_is_rebuilt(environment: Environment, tmp_path: Path) -> None:
    set_up(environment)
    moved = environment.root.rename(tmp_path.parent / f"{tmp_path.name}-moved")

    assert set_up(Environment(moved)) == EVERYTHING


@pytest.mark.usefixtures("asked")
def test_an_environment_whose_python_is_gone_is_rebuilt(environment: Environment) -> None:
    set_up(environment)
    environment.python.unlink()

    assert set_up(environment) == EVERYTHING


@pytest.mark.usefixtures("asked")
def test_an_environment_that_lost_a_package_is_rebuilt(environment: Environment) -> None:
    set_up(environment)
    (environment.home / "lib/python3.11/site-packages/one").rmdir()

    assert set_up(environment) == EVERYTHING


@pytest.mark.usefixtures("asked")
def test_an_environment_that_gained_a_package_is_kept(environment: Environment) -> None:
    set_up(environment)
    (environment.home / "lib/python3.11/site-packages/debugger").mkdir()

    assert set_up(environment) == []


@pytest.mark.usefixtures("asked")
def test_another_python_is_used_only_when_it_is_named(
    environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(environment)

    assert set_up(environment) == []
    monkeypatch.setenv("PYTHON", sys.executable)
    assert set_up(environment) == EVERYTHING


@pytest.mark.usefixtures("asked")
def test_a_stamp_that_cannot_be_read_counts_as_none(environment: Environment) -> None:
    set_up(environment)
    environment.stamp_file.write_text(json.dumps({"place": "here"}), encoding="utf-8")

    assert set_up(environment) == EVERYTHING


def test_nothing_of_the_environment_leads_pip_astray(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_TARGET", "elsewhere")
    (tmp_path / ".stamps").mkdir()
    tool = program(tmp_path, "tool", '[ -z "$PIP_TARGET" ]')

    Environment(tmp_path).run(tool)


def test_a_failure_says_what_was_run_and_what_it_said(tmp_path: Path) -> None:
    (tmp_path / ".stamps").mkdir()
    tool = program(tmp_path, "tool", "echo no such package; exit 7")

    with pytest.raises(SetupFailed, match=r"(?s)tool install` ended with 7:.*no such package"):
        Environment(tmp_path).run(tool, "install")
