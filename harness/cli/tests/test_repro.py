from dataclasses import replace
from pathlib import Path

import pytest

from harness.backend.mock import start_mock
from harness.cli.app import main
from harness.cli.repro import accounts, browser, defects_in
from harness.repro.compose import compose
from harness.repro.part import Script
from harness.repro.shrink import run_script
from harness.repro.tests.made import FOUND, PROFILE, a_finding
from harness.repro.tests.test_order import raced
from harness.runs.tests.test_judging import HEAD
from harness.runs.writer import save_judged, start_run


def a_run(out: Path) -> Path:
    folder = start_run(out, HEAD)
    save_judged(folder, replace(HEAD, findings=(FOUND,)))
    return folder


def test_the_scripts_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = a_run(tmp_path)

    assert main(["repro", str(folder)]) == 0
    assert capsys.readouterr().out.strip().endswith("repro/01-url-id-resolves.py")


def test_a_failing_order_has_a_script_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = start_run(tmp_path, HEAD)
    sound = replace(raced(), calmest="")
    hopeless = replace(raced(late="server on its own:db.replace"), digest="f0f0f0f0")
    save_judged(folder, replace(HEAD, races=(sound, raced(), hopeless)))

    assert main(["repro", str(folder)]) == 0
    said = capsys.readouterr()
    assert said.out.split() == [str(folder / "repro" / "order-org-0a1b2c3d.py")]
    assert "no script. A script cannot hold server on its own" in said.err


def test_a_finding_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert main(["repro", str(a_run(tmp_path)), "--finding", "7"]) == 2


def test_a_run_in_which_nothing_is_wrong_is_told(tmp_path: Path) -> None:
    folder = start_run(tmp_path, HEAD)
    save_judged(folder, replace(HEAD, findings=(), races=()))

    assert main(["repro", str(folder)]) == 2


def test_a_run_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert main(["repro", str(tmp_path / "none")]) == 2


def test_the_defects_of_a_command_are_read() -> None:
    assert defects_in("layerproof verify --defect a --only x --defect=b") == ("a", "b")
    assert defects_in("") == ()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("line", "conditions", "starter", "defect"),
    [
        pytest.param(
            *("server.lookup", (), "org", "url-id-not-document-id"), marks=pytest.mark.slow
        ),
        pytest.param(
            *("runner.server.storage-full", ("storage-full",), "student", "quota-breaks-load"),
            marks=pytest.mark.slow,
        ),
        ("starter.double-click", (), "student-dashboard", "double-click-creates-two"),
    ],
)
def test_a_script_fails_on_the_defect_and_passes_on_the_sound_app(
    line: str, conditions: tuple[str, ...], starter: str, defect: str
) -> None:
    script = compose(a_finding(line, *conditions, starter=starter), None, PROFILE, name="x")
    assert isinstance(script, Script)

    for defects, code in (((defect,), 1), ((), 0)):
        mock = start_mock(defects=defects, demo=True)
        try:
            found = run_script(script, mock.url, environ={**browser(), **accounts(mock)})
        finally:
            mock.stop()
        assert found.code == code, found.said
