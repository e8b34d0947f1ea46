"""`power` as a person runs it: its mistakes, its end by hand, and two defects in a browser."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import jsonschema
import pytest

from harness.cli.app import main
from harness.cli.measuring import measured_by
from harness.cli.power import chosen, command_of, saved_as_run
from harness.cli.result import write_json
from harness.errors import UnknownName
from harness.model.word import Capability
from harness.power.choice import Known
from harness.power.guard import read_guards
from harness.power.measure import Job, Trial
from harness.power.row import Caught, Fate, Power, Row
from harness.power.told import tree
from harness.power.way import Reach
from reports.json_report import schema

COMMAND = [sys.executable, "-c", "import sys; from harness.cli.app import main; sys.exit(main())"]
LINE = "server.get.status.404"
LIMIT_S = 180
# A plugin with which a run is under way until somebody ends it.
HOLDS = """
import threading
from pathlib import Path
def pytest_configure():
    Path({held!r}).touch()
    threading.Event().wait()
"""
SCENARIO = Known("test_access.py::test_an_unknown_interview_is_not_found")


class BreaksOnly:
    """Opens the mock with one defect, and the sound one where any other is asked for."""

    name = "toy"
    lacks: frozenset[Capability] = frozenset()

    def __init__(self, defect: str) -> None:
        self._defect = defect

    @contextmanager
    def open(self, defects: Sequence[str], folder: Path) -> Iterator[Reach]:
        """Names the one defect to pytest, if it is asked for."""
        del folder
        yield Reach(tuple(f"--defect={it}" for it in defects if it == self._defect))


def test_a_database_is_for_a_black_box(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["power", "--with-database", "--only", "no-fallback"]) == 2
    assert "--with-database is for --black-box" in capsys.readouterr().err


def test_a_name_that_no_defect_has_is_exit_2_with_the_nearest(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "result.json"

    code = main(["power", "--only", "no-falback", "--json", str(file)])

    assert code == 2
    assert "Did you mean 'no-fallback'?" in capsys.readouterr().err
    told = json.loads(file.read_text())
    jsonschema.validate(told, schema())
    assert told["exit_code"] == 2


def test_a_black_box_leaves_out_what_shows_only_where_pages_are_held(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file, name = tmp_path / "result.json", "server-asked-beside-storage"
    asked = ["--only", name, "--sound-runs", "0", "--out", str(tmp_path / "out")]

    code = main(["power", "--black-box", *asked, "--json", str(file)])

    told = json.loads(file.read_text())
    jsonschema.validate(told, schema())
    assert (code, told["total"], told["left_out"]) == (0, 0, [name])
    assert f"only where pages are held: {name}" in " ".join(capsys.readouterr().out.split())


def test_defects_are_chosen_by_name_and_by_line() -> None:
    assert [it.name for it in chosen(["no-fallback"])] == ["no-fallback"]
    assert "no-fallback" in [it.name for it in chosen(["runner.server.shown"])]
    assert len(chosen(None)) > 100
    with pytest.raises(UnknownName):
        chosen(["no-fallback", "levitation"])


def test_the_result_keeps_the_schema(tmp_path: Path) -> None:
    rows = (Row("a", "x.y", "w", Caught(Fate.SURVIVED, (), "1 pass")),)
    measured = Power("control plane", 1, 1, rows, seconds=2.0)

    write_json(tmp_path / "p.json", saved_as_run(measured, 1, tmp_path), more=tree(measured))

    told = json.loads((tmp_path / "p.json").read_text())
    jsonschema.validate(told, schema())
    assert (told["verdict"], told["exit_code"]) == ("fail", 1)
    assert (told["killed"], told["total"], told["survivors"]) == (0, 1, ["a"])


@pytest.mark.browser
@pytest.mark.slow
def test_a_defect_is_killed_and_one_that_changes_nothing_survives(tmp_path: Path) -> None:
    jobs = [
        Job("breaks", "unknown-is-forbidden", LINE, "why"),
        Job("nothing", "changes-nothing", LINE, "why"),
    ]
    trial = Trial(
        way=BreaksOnly("unknown-is-forbidden"),
        command=command_of({}),
        guards=read_guards(),
        scenarios=[SCENARIO],
        out=tmp_path,
    )

    measured = measured_by(jobs, trial, seed=1, lanes=1)

    fates = {it.defect: it.caught.fate for it in measured.rows}
    assert fates == {"unknown-is-forbidden": Fate.KILLED, "changes-nothing": Fate.SURVIVED}
    assert measured.exit_code() == 1


@pytest.mark.skipif(sys.platform != "linux", reason="signals a process group")
def test_ended_by_hand_it_tells_what_is_known(tmp_path: Path) -> None:
    file, held = tmp_path / "result.json", tmp_path / "held"
    (tmp_path / "holding.py").write_text(HOLDS.format(held=str(held)), encoding="utf-8")
    arguments = ["power", "--sound-runs", "0", "--only", "unknown-is-forbidden"]
    with subprocess.Popen(
        [*COMMAND, *arguments, "--out", str(tmp_path / "out"), "--json", str(file)],
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTEST_PLUGINS": "holding"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while not held.exists():
            assert process.poll() is None
            Event().wait(0.05)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=LIMIT_S)

    assert process.returncode == 130
    assert "1 not tried" in said
    told = json.loads(file.read_text())
    jsonschema.validate(told, schema())
    assert (told["run"]["interrupted"], told["total"], told["asked"]) == (True, 0, 1)


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.usefixtures("emulator")
def test_a_write_that_is_swallowed_is_seen_through_the_database(tmp_path: Path) -> None:
    """By URL and profile alone nobody can know that a write failed."""
    file, out = tmp_path / "result.json", str(tmp_path / "out")
    asked = ["--only", "failed-write-answered-200", "--sound-runs", "0", "--json", str(file)]

    code = main(["power", "--black-box", "--with-database", *asked, "--out", out])

    told = json.loads(file.read_text())
    assert (code, told["killed"], told["survivors"]) == (0, 1, [])
