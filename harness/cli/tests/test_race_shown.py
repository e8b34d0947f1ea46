"""The script that forces an order fails on the defect and passes on the sound app."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from harness.cli.race_shown import app_at, show_orders, shown, where
from harness.cli.repro import Apps
from harness.model.race import MissingWait, Raced
from harness.repro.order import compose_order
from harness.repro.part import Script
from harness.repro.shrink import run_script
from harness.repro.tests.made import PROFILE
from harness.repro.tests.test_order import raced
from harness.runs.saved import open_run
from harness.runs.tests.test_judging import HEAD
from harness.runs.writer import save_judged, start_run
from harness.settings.resolve import resolve

NOWHERE = Apps("http://127.0.0.1:9", "", {})


def late(awaited: str, hasty: str, outcome: str) -> Raced:
    """A race in which nothing makes `hasty` wait until `awaited` is done."""
    return replace(raced(outcome), missing=MissingWait(awaited, hasty))


@pytest.mark.browser
@pytest.mark.parametrize(
    ("it", "defect"),
    [
        (raced(), "navigation-before-answer"),
        pytest.param(
            late("tab-1:start.answer", "tab-2:document.request", "ready by server; breaks x"),
            "navigation-before-answer",
            marks=pytest.mark.slow,
        ),
        pytest.param(
            late("tab-1:timer", "tab-1:starter.before-navigate", "ready by server; breaks x"),
            "navigation-before-write",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_the_defect_is_told_from_the_sound_app(it: Raced, defect: str) -> None:
    script = compose_order(it, PROFILE, name="order")
    assert isinstance(script, Script)

    for defects, code in (((defect,), 1), ((), 0)):
        with app_at("", defects) as app:
            found = run_script(script, app.url, environ=app.environ)
        assert found.code == code, found.said


@pytest.mark.browser
def test_what_fails_is_kept_with_a_trace(tmp_path: Path) -> None:
    with app_at("", ["navigation-before-answer"]) as app:
        it = shown(raced(), PROFILE, tmp_path, app)

    assert it.unscripted == ""
    assert "hold_back" in (tmp_path / it.script).read_text("utf-8")
    assert any(name.endswith(".trace") for name in zipfile.ZipFile(tmp_path / it.trace).namelist())


@pytest.mark.browser
def test_a_script_that_ends_well_is_not_kept(tmp_path: Path) -> None:
    with app_at("", []) as app:
        it = shown(raced(), PROFILE, tmp_path, app)

    assert (it.script, it.trace) == ("", "")
    assert "is not enough" in it.unscripted


def test_a_script_that_could_not_be_tried_is_kept_and_says_so(tmp_path: Path) -> None:
    it = shown(raced(), PROFILE, tmp_path, NOWHERE)

    assert (tmp_path / it.script).is_file()
    assert it.trace == ""
    assert "could not be tried" in it.unscripted


def test_where_nothing_failed_there_is_nothing_to_show(tmp_path: Path) -> None:
    sound = replace(raced(), calmest="")

    assert shown(sound, PROFILE, tmp_path, NOWHERE) == sound


def test_it_is_said_where_script_and_trace_lie_or_why_there_is_none() -> None:
    folder, it = Path("/out/r1"), replace(raced(), script="repro/o.py", trace="evidence/o.zip")

    assert where(it, folder) == [
        "Forced by: /out/r1/repro/o.py",
        "Trace: playwright show-trace /out/r1/evidence/o.zip",
    ]
    assert where(replace(it, trace="", unscripted="No account."), folder) == [
        "Script: /out/r1/repro/o.py. No account."
    ]
    assert where(replace(raced(), unscripted="It waits."), folder) == [
        "No script forces it. It waits."
    ]
    assert where(raced(), folder) == []


@pytest.mark.browser
@pytest.mark.slow
def test_a_run_gets_the_script_of_its_failing_race(tmp_path: Path) -> None:
    folder = start_run(tmp_path, HEAD)
    it = replace(raced(), check="test_races.py::test_it[org]")
    save_judged(folder, replace(HEAD, races=(replace(it, calmest="", check="other"), it)))
    settings = resolve({}, {}, tmp_path)

    shown_run = show_orders(open_run(folder), settings, ["--defect=navigation-before-answer"])

    sound, failing = shown_run.run.races
    assert sound.script == ""
    assert (folder / failing.script).is_file()
    assert (folder / failing.trace).is_file()
    assert failing.script in (folder / "summary.md").read_text("utf-8")
