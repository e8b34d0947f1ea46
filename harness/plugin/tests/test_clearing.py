"""What is kept of a run is masked after it was judged, and stays a whole run."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from harness.plugin.clearing import cleared
from harness.plugin.proof import Proof
from harness.profile.load import load_profile
from harness.runs.judging import judge_again
from harness.runs.saved import SavedRun
from harness.runs.writer import save_recorded
from harness.settings.settings import Settings
from reports.tests import sample

SECRET = "canary-0123456789"
VARIABLE = "VERCEL_AUTOMATION_BYPASS_SECRET"


def judged(tmp_path: Path) -> SavedRun:
    """A run in whose journeys and results the app has said the secret again."""
    saved = sample.failing(tmp_path)
    _plant(saved.folder / "checks-main.jsonl", '"reason":"stuck', f'"reason":"stuck {SECRET}')
    _plant(saved.folder / "journeys-main.jsonl", '"text":"', f'"text":"{SECRET} ')
    save_recorded(saved.folder, saved.run)
    return judge_again(saved.folder)


def _plant(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def proof() -> Proof:
    options = SimpleNamespace(settings=Settings())
    return cast("Proof", SimpleNamespace(profile=load_profile("demo"), options=options))


def test_nothing_that_is_kept_has_the_secret_and_the_run_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = judged(tmp_path)
    assert any(SECRET in it.read_text("utf-8") for it in run.folder.glob("*.json*"))
    monkeypatch.setenv(VARIABLE, SECRET)

    clear = cleared(run, proof())

    assert not any(SECRET in it.read_text("utf-8") for it in run.folder.glob("*.json*"))
    assert clear.is_whole
    assert clear.notes == run.notes
    assert (clear.run.verdict, clear.run.exit_code) == (run.run.verdict, run.run.exit_code)
    assert len(list(clear.journeys())) == len(list(run.journeys()))


def test_a_run_that_was_told_nothing_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = judged(tmp_path)
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr("harness.plugin.clearing.secrets", lambda *_: set())

    assert cleared(run, proof()) is run
