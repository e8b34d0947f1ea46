from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from harness.errors import BadRun
from harness.runs.place import find_run, latest, make_folder, new_id, point_latest

NOW = datetime(2026, 11, 22, 16, 10, 5, 123_456, tzinfo=UTC)


def test_ids_sort_by_time() -> None:
    instants = [NOW + timedelta(milliseconds=ms) for ms in (0, 1, 900, 60_000, 10**9)]

    ids = [new_id(it) for it in instants]

    assert ids == sorted(ids)


def test_two_runs_of_one_instant_have_folders_of_their_own(tmp_path: Path) -> None:
    folders = {make_folder(tmp_path, NOW) for _ in range(50)}

    assert len(folders) == 50


def test_latest_is_the_run_that_was_started_last(tmp_path: Path) -> None:
    for _ in range(2):
        folder = make_folder(tmp_path, NOW)
        point_latest(folder)

    assert find_run(latest(tmp_path)) == folder.resolve()


def test_latest_as_a_text_file_is_followed(tmp_path: Path) -> None:
    folder = make_folder(tmp_path, NOW)
    (tmp_path / "latest").write_text(folder.name + "\n")

    assert find_run(latest(tmp_path)) == folder


def test_no_run_yet_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(BadRun, match="layerproof verify"):
        latest(tmp_path)


def test_a_head_names_its_run(tmp_path: Path) -> None:
    assert find_run(tmp_path / "x" / "run.json") == tmp_path / "x"
