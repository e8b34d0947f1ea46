import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from reports import json_report
from reports.tests import sample
from reports.tests.sample import KINDS

VALIDATOR = Draft202012Validator(json_report.schema())


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_report.schema())


@pytest.mark.parametrize("kind", KINDS)
def test_every_run_fits_the_schema(kind: str, tmp_path: Path) -> None:
    path = json_report.write(KINDS[kind](tmp_path), tmp_path)

    VALIDATOR.validate(json.loads(path.read_text("utf-8")))


@pytest.mark.parametrize("lost", ["verdict", "exit_code", "counts", "findings", "target"])
def test_the_schema_refuses_an_object_that_lacks_a_key(lost: str, tmp_path: Path) -> None:
    tree = json_report.result(sample.failing(tmp_path))
    del tree[lost]

    assert not VALIDATOR.is_valid(tree)


def test_the_object_says_what_the_run_says(tmp_path: Path) -> None:
    tree = json_report.result(sample.failing(tmp_path))

    assert (tree["verdict"], tree["exit_code"]) == ("fail", 1)
    assert tree["counts"] == {"pass": 2, "fail": 2, "unknown": 1, "skip": 1, "accepted": 1}
    first = tree["findings"][0]
    assert (first["invariant"], first["line"]) == ("reaches-ready", "runner.2")
    assert first["evidence"] == [23, 24]
    again = first["recurrence"]
    assert (again["seen"], again["plays"], again["flaky"]) == (1, 3, True)
    assert tree["findings"][1]["recurrence"] is None
    assert first["repeat"] == sample.REPEAT


def test_keys_always_stand_in_the_schemas_order(tmp_path: Path) -> None:
    tree = json_report.result(sample.passing(tmp_path))

    assert list(tree) == json_report.schema()["required"]


def test_an_interrupted_run_is_written_all_the_same(tmp_path: Path) -> None:
    tree = json_report.result(sample.interrupted(tmp_path))

    assert (tree["exit_code"], tree["run"]["interrupted"]) == (130, True)
    assert tree["notes"]


def test_half_a_surrogate_pair_does_not_stop_the_writing(tmp_path: Path) -> None:
    tree = {**json_report.result(sample.empty(tmp_path)), "reason": "a\ud800b"}

    assert json.loads(json_report.text(tree).encode("utf-8"))["reason"] == "a?b"


def test_races_stand_in_it_with_what_could_not_be_decided(tmp_path: Path) -> None:
    sound, doubtful, failing = json_report.result(sample.raced(tmp_path))["races"]

    assert (sound["feasible"], sound["pruned"], sound["explored"]) == (6, 3, 3)
    assert (sound["endless"], failing["endless"]) == ([], ["tab-1:timer"])
    assert doubtful["outcomes"][0]["undecided"] == [
        {"invariant": "written-first", "reason": "The log is torn."}
    ]
    assert failing["failing"] == [failing["calmest"]]
    assert failing["missing"]["things"] == ["storage entry"]


def test_a_comparison_stands_in_it_as_the_schema_has_it(tmp_path: Path) -> None:
    tree = json_report.result(sample.beside(tmp_path))

    VALIDATOR.validate(json.loads(json_report.text(tree)))
    row = tree["comparison"]["rows"][0]
    assert (row["interval"], row["samples"], row["change"]) == ([40, 63], [20, 20], "worse")
    assert tree["comparison"]["only_in"] == {"before": ["admin, server"], "after": []}
    assert "comparison" not in json_report.result(sample.passing(tmp_path / "other"))
