import json
from pathlib import Path

import pytest

from harness.cli.publish_read import NOTHING_SAID, read_base, read_run
from harness.cli.result import write_json
from harness.errors import BadRun, UsageError
from harness.model.run import Stage
from harness.model.word import Status
from reports.tests import sample


def test_a_folder_and_its_head_are_one_run(tmp_path: Path) -> None:
    saved = sample.failing(tmp_path)

    assert read_run(saved.folder).run == read_run(saved.folder / "run.json").run == saved.run


def test_a_file_of_json_leads_to_its_run(tmp_path: Path) -> None:
    saved, file = sample.failing(tmp_path / "out"), tmp_path / "verify.json"
    write_json(file, saved)

    assert read_run(file).run == saved.run


def test_a_file_of_json_without_a_run_is_all_there_is(tmp_path: Path) -> None:
    file = tmp_path / "verify.json"
    told = {"verdict": "unknown", "reason": "Nothing answers.", "exit_code": 3, "profile": "ours"}
    file.write_text(json.dumps({**told, "target": {"url": "http://x"}}), "utf-8")

    run = read_run(file).run

    assert (run.verdict, run.verdict_reason) == (Status.UNKNOWN, "Nothing answers.")
    assert (run.stage, run.target, run.profile) == (Stage.STARTED, {"url": "http://x"}, "ours")


def test_an_empty_file_says_that_the_command_was_ended(tmp_path: Path) -> None:
    (tmp_path / "verify.json").touch()

    assert read_run(tmp_path / "verify.json").run.verdict_reason == NOTHING_SAID


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"verdict": "fine", "reason": ""}'])
def test_what_json_did_not_write_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "verify.json").write_text(text, "utf-8")

    with pytest.raises(BadRun):
        read_run(tmp_path / "verify.json")


def test_what_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no run at"):
        read_run(tmp_path / "gone")


def test_the_newest_run_of_a_folder_is_the_base(tmp_path: Path) -> None:
    assert read_base(tmp_path) is None
    saved = sample.passing(tmp_path)

    for path in (tmp_path, saved.folder, saved.folder / "run.json"):
        base = read_base(path)
        assert base is not None
        assert base.run.id == saved.run.id
