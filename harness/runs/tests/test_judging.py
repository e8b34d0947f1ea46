from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from harness.errors import BadRun
from harness.judge.accepted import Accepted
from harness.model.event import Event, Phase
from harness.model.journey import Journey
from harness.model.rules import Rules
from harness.model.run import Check, LayerState, Run, Stage
from harness.model.session import Session, Visitor
from harness.model.trace import Ending, Trace
from harness.model.word import Outcome, Status, Topology
from harness.runs.judging import judge_again
from harness.runs.saved import open_run
from harness.runs.writer import RunWriter, save_recorded, start_run

OWNER = Visitor("owner", "u1", "student")
STUCK = Ending(Outcome.STUCK, None, 15_000)
HEAD = Run(
    id="",
    command="layerproof verify",
    started_at="",
    stage=Stage.STARTED,
    target={"name": "mock"},
    profile="mock",
    rules=Rules(starters=("org",)),
    settings={},
    versions={},
    selected_starters=("org",),
)


def a_stuck_journey(name: str) -> Journey:
    session = Session(name, name, "nonce", OWNER)
    url = f"http://app.test/interview/{name}"
    events = (
        Event(1, 0, "tab-1/1", "tab-1", Phase.BEGIN, "document", "", {"url": url}),
        Event(2, 40, "tab-1/1", "tab-1", Phase.INFO, "screen", "", {"screen": "loading"}),
    )
    trace = Trace(
        f"{name}.1", "tab-1", url, Topology.NEW_TAB, OWNER, session, "org", (), STUCK, events
    )
    return Journey(name, "s", "org", OWNER, (), events, (trace,), session)


def a_recorded_run(out: Path, journeys: int = 2) -> Path:
    folder = start_run(out, HEAD)
    names = [f"j{n}" for n in range(journeys)]
    with closing(RunWriter(folder)) as writer:
        for name in names:
            writer.journey(a_stuck_journey(name))
        check = Check("c1", "c1", "f.py", Status.FAIL, "stuck", "org", "server")
        writer.check(replace(check, journeys=tuple(names)))
    save_recorded(folder, HEAD)
    return folder


def test_what_was_recorded_is_judged_and_saved(tmp_path: Path) -> None:
    saved = judge_again(a_recorded_run(tmp_path))

    assert (saved.run.stage, saved.run.verdict, saved.run.exit_code) == (
        Stage.JUDGED,
        Status.FAIL,
        1,
    )
    ends = [it for it in saved.verdicts() if it.invariant == "load-ends"]
    assert [it.status for it in ends] == [Status.FAIL, Status.FAIL]
    found = next(it for it in saved.run.findings if it.invariant == "load-ends")
    assert (found.count, found.checks) == (2, ("c1",))
    states = {it.layer: it.state for it in saved.run.matrix}
    assert states == {"storage": LayerState.NOT_TESTED, "server": LayerState.DEAD}


def test_judging_again_says_the_same(tmp_path: Path) -> None:
    folder = a_recorded_run(tmp_path)

    once, again = judge_again(folder), judge_again(folder)

    assert again.run == once.run
    assert list(again.verdicts()) == list(once.verdicts())


def test_an_accepted_fault_is_marked(tmp_path: Path) -> None:
    known = Accepted("load-ends", "", "known", "ops", date(2027, 1, 31))

    saved = judge_again(a_recorded_run(tmp_path), accepted=[known], today=date(2027, 1, 1))

    marked = {it.invariant: it.accepted for it in saved.run.findings}
    assert marked["load-ends"] == "known (ops, until 2027-01-31)"


def test_a_run_that_died_is_judged_as_interrupted(tmp_path: Path) -> None:
    folder = start_run(tmp_path, HEAD)
    with closing(RunWriter(folder)) as writer:
        writer.check(Check("c1", "c1", "f.py", Status.PASS))

    saved = judge_again(folder)

    assert saved.run.interrupted
    assert (saved.run.verdict, saved.run.exit_code) == (Status.UNKNOWN, 130)


def test_a_run_that_cannot_be_read_stays_as_it_was(tmp_path: Path) -> None:
    folder = a_recorded_run(tmp_path)
    (folder / "journeys-main.jsonl").write_text("{}\n")

    with pytest.raises(BadRun):
        judge_again(folder)

    assert open_run(folder).run.stage is Stage.RECORDED
    assert not (folder / "verdicts.jsonl").exists()
