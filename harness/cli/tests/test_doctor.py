import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from harness.backend.mock import running_mock
from harness.cli import doctor as module
from harness.cli.app import main
from harness.errors import BrowserLost
from harness.machine.survey import Finding

RETRY = Finding("buttons.retry", True, 'button "Retry"', "", needed=True)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with running_mock() as mock:
        yield mock.url


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """Stands for the browser: what it finds is this list."""
    found = [RETRY]

    def look(*_: object, **__: object) -> Sequence[Finding]:
        return found

    monkeypatch.setattr(module, "import_module", lambda _: SimpleNamespace(look=look))
    return found


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """A machine that has all that is needed."""
    found = [Finding("browser", True, "156", "", needed=True)]
    monkeypatch.setattr(module, "survey", lambda *_, **__: found)
    return found


def examined(tmp_path: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    file = tmp_path / "doctor.json"
    code = main(["doctor", "--json", str(file), *arguments])
    return code, json.loads(file.read_text("utf-8"))


@pytest.mark.usefixtures("looked")
def test_a_sound_target_passes_with_each_section(
    tmp_path: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = examined(tmp_path, "--url", url)

    assert (code, told["verdict"], told["exit_code"]) == (0, "pass", 0)
    assert [it["name"] for it in told["sections"]] == ["machine", "profile", "target", "locators"]
    assert '✓ buttons.retry: button "Retry"' in capsys.readouterr().out


def test_a_locator_that_is_not_found_is_told_with_its_cure(
    tmp_path: Path, url: str, looked: list[Finding], capsys: pytest.CaptureFixture[str]
) -> None:
    looked.append(Finding("screens.ready", False, "nothing", 'Nearest: "Send"', needed=True))

    code, told = examined(tmp_path, "--url", url)

    assert (code, told["verdict"]) == (3, "unknown")
    assert '✗ screens.ready: nothing\n      Nearest: "Send"' in capsys.readouterr().out


@pytest.mark.usefixtures("looked")
def test_without_a_url_the_mock_is_examined(tmp_path: Path) -> None:
    assert examined(tmp_path)[0] == 0


def test_a_profile_that_cannot_be_read_is_exit_2_and_the_machine_is_still_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = tmp_path / "app.toml"
    profile.write_text("version 1", encoding="utf-8")

    code, told = examined(tmp_path, "--profile", str(profile))

    assert code == told["exit_code"] == 2
    assert "✓ browser" in capsys.readouterr().out
    assert "is not TOML" in told["sections"][-1]["findings"][0]["detail"]


def test_a_target_that_does_not_answer_is_exit_3(tmp_path: Path) -> None:
    code, told = examined(tmp_path, "--url", "http://127.0.0.1:9")

    assert code == 3
    assert "Nothing answers" in told["sections"][-1]["findings"][0]["detail"]


@pytest.mark.usefixtures("looked")
def test_without_a_browser_the_locators_are_left_out(
    tmp_path: Path, url: str, machine: list[Finding]
) -> None:
    machine[0] = Finding("browser", False, "none", "Install one.", needed=True)

    code, told = examined(tmp_path, "--url", url)

    assert code == 3
    assert [it["name"] for it in told["sections"]] == ["machine", "profile", "target"]


def test_a_browser_that_is_lost_on_the_way_is_exit_3(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(*_: object, **__: object) -> Sequence[Finding]:
        raise BrowserLost("The browser ended.")

    monkeypatch.setattr(module, "import_module", lambda _: SimpleNamespace(look=look))

    code, told = examined(tmp_path, "--url", url)

    assert code == 3
    assert told["sections"][-1]["findings"][0]["detail"] == "The browser ended."


def test_a_setting_that_cannot_be_used_is_in_the_json_too(tmp_path: Path) -> None:
    code, told = examined(tmp_path, "--url", "localhost:3")

    assert code == told["exit_code"] == 2
    assert "write the whole address" in told["reason"]


@pytest.mark.usefixtures("looked")
def test_a_host_that_nobody_allowed_is_looked_at_but_not_written_to(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAYERPROOF_PRODUCTION_HOST", "127.0.0.1")

    code, told = examined(tmp_path, "--url", url)

    assert (code, told["exit_code"]) == (2, 2)
    assert [it["name"] for it in told["sections"]] == ["machine", "profile", "target", "locators"]
    assert "--allow-production" in told["sections"][-1]["findings"][0]["detail"]
