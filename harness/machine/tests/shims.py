"""Small programs that stand in for the machine's own, in a folder that is the whole PATH."""

from pathlib import Path

import pytest

from harness.machine import apt


def program(folder: Path, name: str, script: str) -> Path:
    """An executable shell script; it names other programs in full, as PATH may lead nowhere."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def browser(folder: Path, name: str, *, version: str = "156.0.1") -> Path:
    """A program that answers as a Chromium does."""
    return program(folder, name, f"echo Chromium {version}")


def system(monkeypatch: pytest.MonkeyPatch, folder: Path, *, os_release: str, user: int) -> None:
    """Let this machine seem to be that system, and this process to run as that user (0 is root)."""
    path = folder / "os-release"
    path.write_text(os_release, encoding="utf-8")
    monkeypatch.setattr(apt, "OS_RELEASE", path)
    monkeypatch.setattr("os.geteuid", lambda: user)
