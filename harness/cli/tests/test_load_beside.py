import json
import os
import time
from pathlib import Path

import pytest

from harness.cli.load_beside import Sentinel, begun, beside
from harness.profile.load import load_profile
from harness.settings.resolve import resolve


def told(file: Path, at_s: float | None, *, seconds_ago: float = 0.0) -> Path:
    file.write_text(json.dumps({"state": "running", "at_s": at_s}), encoding="utf-8")
    written_s = time.time() - seconds_ago
    os.utime(file, (written_s, written_s))
    return file


def test_the_beginning_is_known_by_what_was_told_and_how_long_ago(tmp_path: Path) -> None:
    before_s = time.monotonic()

    began_s = begun(told(tmp_path / "progress.json", 2.0, seconds_ago=3.0))

    assert began_s is not None
    # As exactly as it was asked quickly; a file's time is told in steps of some ms.
    passed_s = time.monotonic() - before_s
    assert began_s == pytest.approx(before_s - 5.0, abs=passed_s + 0.05)


def test_before_everybody_has_signed_in_there_is_no_beginning(tmp_path: Path) -> None:
    assert begun(tmp_path / "progress.json") is None
    assert begun(told(tmp_path / "progress.json", None)) is None
    (tmp_path / "torn.json").write_text('{"at_s": 1', encoding="utf-8")
    assert begun(tmp_path / "torn.json") is None


def sentinel(progress: Path, *, per_s: float) -> Sentinel:
    url = "http://127.0.0.1:9"
    return Sentinel(per_s, 0.2, url, load_profile("demo"), "run", progress)


def test_where_nobody_asked_nobody_looks(tmp_path: Path) -> None:
    settings = resolve({}, {}, tmp_path)

    with beside(sentinel(tmp_path / "progress.json", per_s=0), settings) as watching:
        assert watching is None


def test_a_browser_that_cannot_be_started_is_said_and_ends_nothing(tmp_path: Path) -> None:
    settings = resolve({"browser_path": str(tmp_path / "nowhere")}, {}, tmp_path)

    with beside(sentinel(tmp_path / "progress.json", per_s=1), settings) as watching:
        assert watching is not None
        watching.join(20)
        found = watching.end()

    assert found.sightings == ()
    assert "No browser looked" in found.ended


@pytest.mark.browser
def test_a_run_that_never_begins_ends_without_a_look(tmp_path: Path) -> None:
    settings = resolve({}, {}, tmp_path)

    with beside(sentinel(tmp_path / "progress.json", per_s=1), settings) as watching:
        assert watching is not None
        found = watching.end()

    assert (found.sightings, found.ended) == ((), "")
