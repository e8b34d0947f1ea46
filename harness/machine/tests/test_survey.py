import sys
from pathlib import Path

import pytest

from harness.machine import survey as module
from harness.machine.survey import Finding, survey
from harness.machine.tests.shims import browser


def by_name(environ: dict[str, str]) -> dict[str, Finding]:
    return {finding.name: finding for finding in survey(environ)}


def test_the_needed_things_come_first(tmp_path: Path) -> None:
    findings = survey({"PATH": str(tmp_path)})

    assert [finding.name for finding in findings if finding.needed] == ["python", "browser"]
    assert [finding.name for finding in findings][:2] == ["python", "browser"]


def test_what_is_missing_has_a_cure_and_what_is_found_has_none(tmp_path: Path) -> None:
    browser(tmp_path, "chromium-headless-shell")

    findings = by_name({"PATH": str(tmp_path)})

    assert findings["browser"].found
    assert not findings["full browser"].found
    assert all(finding.found != bool(finding.cure) for finding in findings.values())


def test_the_detail_does_not_repeat_the_cure(tmp_path: Path) -> None:
    finding = by_name({"PATH": str(tmp_path)})["browser"]

    assert "playwright install" in finding.cure
    assert "playwright install" not in finding.detail


def test_a_wrong_setting_is_reported_not_raised(tmp_path: Path) -> None:
    environ = {"PATH": str(tmp_path), "LAYERPROOF_BROWSER": str(tmp_path / "nothing")}

    assert "LAYERPROOF_BROWSER" in by_name(environ)["browser"].cure


def test_an_old_python_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "OLDEST_PYTHON", (sys.version_info.major, 99))

    assert not by_name({"PATH": ""})["python"].found
