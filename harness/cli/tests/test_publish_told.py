from dataclasses import replace
from pathlib import Path

from harness.cli.publish_told import annotations, outputs, reason, worst
from harness.model.recurrence import Recurrence
from harness.model.word import Status
from harness.publish.job import Level, command
from reports.tests import sample


def test_a_finding_begins_with_what_a_person_suffers(tmp_path: Path) -> None:
    run = sample.failing(tmp_path).run
    often = Recurrence("a", seen=1, plays=3)
    finding = replace(
        run.findings[0], suffers="Nothing is shown.", cause="GET answers 503.", recurrence=often
    )

    (told,) = annotations(replace(run, findings=(finding,)))

    assert told.level is Level.ERROR
    assert told.title == "reaches-ready"
    assert told.message.splitlines() == [
        "Nothing is shown.",
        "GET answers 503.",
        "org × server under storage-empty",
        "seen 1 of 3 (flaky)",
        sample.REPEAT,
    ]


def test_a_verdict_without_a_finding_says_why(tmp_path: Path) -> None:
    (told,) = annotations(sample.unknown(tmp_path / "a").run)

    assert (told.level, told.message) == (
        Level.WARNING,
        "The server layer was never proved for org.",
    )
    assert list(annotations(sample.passing(tmp_path / "b").run)) == []


def test_an_app_that_is_hostile_says_one_line(tmp_path: Path) -> None:
    for it in annotations(sample.hostile(tmp_path).run):
        assert len(command(it).splitlines()) == 1


def test_the_worst_run_is_told(tmp_path: Path) -> None:
    runs = [sample.passing(tmp_path / "a"), sample.unknown(tmp_path / "b")]

    assert worst(runs).run.verdict is Status.UNKNOWN
    assert outputs(runs)["verdict"] == "unknown"
    assert outputs(runs)["findings"] == "0"
    assert outputs([*runs, sample.failing(tmp_path / "c")])["findings"] == "3"


def test_how_many_causes_there_are_comes_first(tmp_path: Path) -> None:
    assert reason(sample.failing(tmp_path / "a").run).startswith("3 causes. The server")
    assert reason(sample.unknown(tmp_path / "b").run).startswith("The server layer was never")
