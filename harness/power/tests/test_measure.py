import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from harness.model.rules import Rules
from harness.model.run import Check, Finding, Run, Stage
from harness.model.word import Status
from harness.power.choice import Known
from harness.power.guard import Guard
from harness.power.measure import Job, Trial, measure
from harness.power.row import Fate, Row, SoundRun
from harness.power.way import WithControlPlane
from harness.runs.writer import save_head

GUARD = Guard("a.b", frozenset({"is-so"}), frozenset({"test_x.py::test_y"}))
KNOWN = (Known("test_x.py::test_y"), Known("test_x.py::test_z"))
FINDING = Finding("is-so", "a.b", "because", "", "", (), "", (), "")
CHECK = Check("test_x.py::test_y", "y", "test_x.py", Status.PASS)
JOB = Job("d", "d", "a.b", "why")


class Toy:
    """Leaves a run without playing anything, and remembers what it was asked."""

    def __init__(self, run: Run | None) -> None:
        self.run = run
        self.asked: list[tuple[tuple[str, ...], tuple[str, ...]]] = []

    def __call__(self, names: Sequence[str], folder: Path, options: Sequence[str]) -> list[str]:
        self.asked.append((tuple(names), tuple(options)))
        if self.run is not None:
            save_head(folder, self.run)
        return [sys.executable, "-c", "print('what it said last')"]


def run(status: Status, *findings: Finding) -> Run:
    return Run(
        id="x",
        command="",
        started_at="2026-01-01T00:00:00+00:00",
        stage=Stage.JUDGED,
        target={},
        profile="toy",
        rules=Rules(),
        settings={},
        versions={},
        verdict=status,
        verdict_reason="For a reason.",
        checks=(CHECK,),
        findings=findings,
    )


def trial(out: Path, toy: Toy) -> Trial:
    return Trial(WithControlPlane(), toy, {"a.b": GUARD}, KNOWN, out)


def played(out: Path, toy: Toy, job: Job = JOB) -> Row | SoundRun:
    return next(measure([job], trial(out, toy), lanes=2))


def test_a_defect_is_played_with_what_can_tell_and_halts_at_its_guards(tmp_path: Path) -> None:
    toy = Toy(run(Status.FAIL, FINDING))

    row = played(tmp_path, toy)

    assert isinstance(row, Row)
    assert (row.caught.fate, row.defect, row.played) == (Fate.KILLED, "d", 1)
    halts = ("--layerproof-halt=invariant:is-so", "--layerproof-halt=scenario:test_x.py::test_y")
    assert toy.asked == [(("test_x.py::test_y",), ("--defect=d", *halts))]


def test_in_full_everything_is_played_to_its_end(tmp_path: Path) -> None:
    toy = Toy(run(Status.PASS))

    row = next(measure([JOB], replace(trial(tmp_path, toy), full=True), lanes=1))

    assert isinstance(row, Row)
    assert row.caught.fate is Fate.SURVIVED
    assert toy.asked == [(("test_x.py::test_y", "test_x.py::test_z"), ("--defect=d",))]


def test_a_defect_of_a_line_that_nothing_guards_survives(tmp_path: Path) -> None:
    row = played(tmp_path, Toy(None), Job("d", "d", "c.d", "why"))

    assert isinstance(row, Row)
    assert (row.caught.fate, row.caught.reason) == (Fate.SURVIVED, "nothing guards its line")


def test_where_nothing_was_recorded_it_is_not_found_out(tmp_path: Path) -> None:
    row = played(tmp_path, Toy(None))

    assert isinstance(row, Row)
    assert row.caught.fate is Fate.UNKNOWN
    assert "what it said last" in row.caught.reason


@pytest.mark.parametrize(
    ("status", "reason"), [(Status.PASS, ""), (Status.UNKNOWN, "For a reason.")]
)
def test_the_sound_app_is_played_in_full(tmp_path: Path, status: Status, reason: str) -> None:
    toy = Toy(run(status))

    sound = played(tmp_path, toy, Job("sound-1", busy=1))

    assert isinstance(sound, SoundRun)
    assert (sound.verdict, sound.reason, sound.checks, sound.busy) == (status, reason, 1, True)
    assert toy.asked == [((), ("--numprocesses=2",))]


def test_the_sound_app_without_a_recording_is_unknown(tmp_path: Path) -> None:
    sound = played(tmp_path, Toy(None), Job("sound-1"))

    assert isinstance(sound, SoundRun)
    assert sound.is_unknown


def test_a_sound_run_names_what_did_not_pass(tmp_path: Path) -> None:
    skipped = replace(CHECK, id="test_x.py::test_z", status=Status.SKIP)

    sound = played(
        tmp_path, Toy(replace(run(Status.PASS), checks=(CHECK, skipped))), Job("sound-1")
    )

    assert isinstance(sound, SoundRun)
    assert sound.not_passed == ("skip test_x.py::test_z",)


def test_sound_runs_come_first_and_one_at_a_time(tmp_path: Path) -> None:
    jobs = [JOB, *(Job(f"sound-{at}") for at in range(2))]
    toy = Toy(run(Status.PASS))

    results = list(measure(jobs, trial(tmp_path, toy), lanes=3))

    assert [type(it) for it in results] == [SoundRun, SoundRun, Row]
    assert [options for _, options in toy.asked[:2]] == [("--numprocesses=3",)] * 2


def test_results_come_in_lanes_until_nobody_wants_more(tmp_path: Path) -> None:
    jobs = [replace(JOB, name=f"d{at}") for at in range(4)]
    tried = trial(tmp_path, Toy(run(Status.FAIL, FINDING)))

    results = measure(jobs, tried, lanes=2)
    first = next(results)
    results.close()

    assert isinstance(first, Row)
    assert tried.stop.is_set()
    assert len(list(measure(jobs[:0], tried, lanes=2))) == 0
