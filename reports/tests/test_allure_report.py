import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reports import allure_report
from reports.tests import sample
from reports.tests.sample import KINDS


def results_of(folder: Path) -> dict[str, dict[str, Any]]:
    trees = [json.loads(it.read_text("utf-8")) for it in folder.glob("*-result.json")]
    return {it["fullName"].rpartition("::")[2]: it for it in trees}


@pytest.mark.parametrize("kind", KINDS)
def test_every_scenario_has_one_result_and_so_has_a_run_that_is_not_whole(
    kind: str, tmp_path: Path
) -> None:
    saved = KINDS[kind](tmp_path)

    folder = allure_report.write(saved, tmp_path)

    trees = list(results_of(folder).values())
    assert len(trees) == len(saved.run.checks) + bool(saved.losses)
    assert all(it["stop"] >= it["start"] for it in trees)


def test_an_unknown_is_broken(tmp_path: Path) -> None:
    results = results_of(allure_report.write(sample.failing(tmp_path), tmp_path))

    assert results["test_order_of_writes"]["status"] == "broken"
    assert results["test_each_starter[org-server]"]["status"] == "failed"
    assert results["test_slow_3g"]["status"] == "skipped"


def test_a_result_has_its_journeys_as_steps_with_their_stories(tmp_path: Path) -> None:
    folder = allure_report.write(sample.failing(tmp_path), tmp_path)

    result = results_of(folder)["test_each_starter[org-server]"]
    [step] = result["steps"]
    story = (folder / step["attachments"][0]["source"]).read_text("utf-8")
    assert "attempt 3 of 3" in story
    assert "ended error (server)" in step["steps"][0]["name"]
    labels = {(it["name"], it["value"]) for it in result["labels"]}
    assert ("suite", "scenarios/test_starters.py") in labels


def test_a_result_has_its_own_times_and_so_have_its_steps(tmp_path: Path) -> None:
    saved = sample.failing(tmp_path)
    began = "2026-01-02T03:04:05.250+00:00"
    checks = tuple(replace(it, began_at=began, duration_s=1.5) for it in saved.run.checks)
    timed = replace(saved, run=replace(saved.run, checks=checks))

    result = results_of(allure_report.write(timed, tmp_path))["test_each_starter[org-server]"]

    assert (result["start"], result["stop"]) == (1767323045250, 1767323046750)
    [step] = result["steps"]
    assert (step["start"], step["stop"]) == (1767323045250, 1767323046750)


def test_environment_and_categories_are_written(tmp_path: Path) -> None:
    folder = allure_report.write(sample.failing(tmp_path), tmp_path)

    environment = (folder / "environment.properties").read_text("utf-8")
    categories = json.loads((folder / "categories.json").read_text("utf-8"))
    assert "browser=chromium 156" in environment.splitlines()
    assert {"broken"} in [set(it["matchedStatuses"]) for it in categories]


def test_writing_again_leaves_no_results_of_before(tmp_path: Path) -> None:
    saved = sample.failing(tmp_path)

    allure_report.write(saved, tmp_path)
    folder = allure_report.write(saved, tmp_path)

    assert len(list(folder.glob("*-result.json"))) == len(saved.run.checks)
