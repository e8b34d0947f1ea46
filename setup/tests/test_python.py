import sys
from pathlib import Path

import pytest

from harness.machine.tests.shims import program, system
from setup.python import SetupFailed, base_python, ensure_ensurepip, version_of


@pytest.fixture
def bare_debian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Debian whose Python lacks ensurepip; the folder is the whole PATH."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    monkeypatch.setattr("sys.base_prefix", "/usr")
    monkeypatch.setenv("PATH", str(tmp_path))
    system(monkeypatch, tmp_path, os_release="ID=debian", user=0)
    return tmp_path


def package() -> str:
    return f"python3.{sys.version_info.minor}-venv"


def test_the_version_is_the_interpreters_own(tmp_path: Path) -> None:
    assert version_of(Path(sys.executable)).startswith("3.")
    assert version_of(tmp_path / "nothing") == ""
    assert version_of(program(tmp_path, "python", "echo 3.11; exit 1")) == ""


def test_the_base_is_no_virtual_environment() -> None:
    assert version_of(base_python()) == version_of(Path(sys.executable))
    assert sys.prefix == sys.base_prefix or not str(base_python()).startswith(sys.prefix)


def test_a_complete_python_needs_nothing() -> None:
    ensure_ensurepip()


def test_root_installs_what_debian_left_out(bare_debian: Path) -> None:
    program(bare_debian, "apt-get", f'echo "$*" >> {bare_debian}/log')

    ensure_ensurepip()

    assert package() in (bare_debian / "log").read_text(encoding="utf-8")


def test_a_failed_installation_is_said(bare_debian: Path) -> None:
    program(bare_debian, "apt-get", "echo E: no net; exit 100")

    with pytest.raises(SetupFailed, match="E: no net"):
        ensure_ensurepip()


@pytest.mark.usefixtures("bare_debian")
def test_others_are_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)

    with pytest.raises(SetupFailed, match=f"sudo apt-get install {package()}"):
        ensure_ensurepip()


@pytest.mark.usefixtures("bare_debian")
def test_a_python_of_another_origin_is_not_debians_business(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.base_prefix", "/opt/python")

    with pytest.raises(SetupFailed, match="complete Python"):
        ensure_ensurepip()
