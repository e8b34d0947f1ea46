from pathlib import Path

import pytest

from harness.errors import NoBrowser
from harness.machine.install import install_browser
from harness.machine.tests.shims import program, system

BROWSER = "printf '#!/bin/sh\\necho Chromium 156.0\\n' > {path}; /bin/chmod 755 {path}"


def install(folder: Path, python: Path) -> str:
    environ = {"PATH": str(folder), "HOME": str(folder)}
    return str(install_browser(python=python, full=False, environ=environ).path)


def brings(folder: Path, name: str) -> str:
    return BROWSER.format(path=folder / name)


def test_debians_packages_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system(monkeypatch, tmp_path, os_release="ID=debian", user=0)
    program(tmp_path, "apt-get", brings(tmp_path, "chromium-headless-shell"))
    python = program(tmp_path, "python", "echo must not be asked; exit 1")

    assert install(tmp_path, python) == str(tmp_path / "chromium-headless-shell")


def test_ubuntus_packages_are_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system(monkeypatch, tmp_path, os_release="ID=ubuntu\nID_LIKE=debian", user=0)
    program(tmp_path, "apt-get", f"echo asked > {tmp_path}/asked")
    python = program(tmp_path, "python", brings(tmp_path, "chromium"))

    assert install(tmp_path, python) == str(tmp_path / "chromium")
    assert not (tmp_path / "asked").exists()


def test_playwrights_download_follows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system(monkeypatch, tmp_path, os_release="ID=debian", user=0)
    program(tmp_path, "apt-get", "echo E: Unable to locate package; exit 100")
    log = tmp_path / "log"
    python = program(tmp_path, "python", f"echo $* > {log}; {brings(tmp_path, 'chromium')}")

    install(tmp_path, python)

    assert log.read_text().strip() == ("-m playwright install --with-deps --only-shell chromium")


def test_without_root_only_the_download_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system(monkeypatch, tmp_path, os_release="ID=debian", user=1000)
    log = tmp_path / "log"
    python = program(tmp_path, "python", f"echo $* > {log}; {brings(tmp_path, 'chromium')}")

    install(tmp_path, python)

    assert log.read_text().strip() == "-m playwright install --only-shell chromium"


def test_all_that_was_tried_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system(monkeypatch, tmp_path, os_release="ID=debian", user=0)
    program(tmp_path, "apt-get", "echo E: Unable to locate package; exit 100")
    python = program(tmp_path, "python", "echo Downloading; echo Error: getaddrinfo; exit 1")

    with pytest.raises(NoBrowser) as caught:
        install(tmp_path, python)

    assert "apt-get install: E: Unable to locate package" in str(caught.value)
    assert "playwright install: Error: getaddrinfo" in str(caught.value)
    assert "--browser-path" in str(caught.value)


def test_an_installer_that_brings_nothing_that_runs_has_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system(monkeypatch, tmp_path, os_release="ID=debian", user=1000)
    python = program(tmp_path, "python", "exit 0")

    with pytest.raises(NoBrowser, match="playwright install: No browser can be used"):
        install(tmp_path, python)
