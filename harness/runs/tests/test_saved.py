import json
import tracemalloc
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from harness.errors import BadRun
from harness.model.event import Event, Phase
from harness.model.journey import Journey
from harness.model.rules import Rules
from harness.model.run import Check, Run, Stage
from harness.model.session import Visitor
from harness.model.word import Status
from harness.runs.place import latest
from harness.runs.saved import open_run
from harness.runs.writer import RunWriter, save_recorded, start_run

OWNER = Visitor("owner")
HEAD = Run(
    "", "layerproof verify", "", Stage.STARTED, {"name": "mock"}, "mock", Rules(attempts=5), {}, {}
)


def a_journey(name: str, events: int = 1) -> Journey:
    seen = [
        Event(n, n, "tab-1", "tab-1", Phase.INFO, "console", "", {"text": f"{name} {n}"})
        for n in range(events)
    ]
    return Journey(name, "s", "", OWNER, (), tuple(seen), (), rules=HEAD.rules)


def a_check(name: str) -> Check:
    return Check(name, name, "scenarios/test_x.py", Status.PASS)


def a_started_run(out: Path) -> Path:
    folder = start_run(out, HEAD)
    for worker in ("gw0", "gw1"):
        with closing(RunWriter(folder, worker)) as writer:
            writer.journey(a_journey(f"{worker}-1"))
            writer.journey(a_journey(f"{worker}-2"))
            writer.check(a_check(f"{worker}-a"))
    return folder


def test_a_run_comes_back_whole(tmp_path: Path) -> None:
    folder = a_started_run(tmp_path)
    save_recorded(folder, replace(HEAD, duration_s=2.5))

    saved = open_run(latest(tmp_path))

    assert (saved.run.id, saved.run.stage) == (folder.name, Stage.RECORDED)
    assert saved.run.rules == HEAD.rules
    assert [it.id for it in saved.journeys()] == ["gw0-1", "gw0-2", "gw1-1", "gw1-2"]
    assert next(saved.journeys()) == a_journey("gw0-1")
    assert [it.id for it in saved.run.checks] == ["gw0-a", "gw1-a"]
    assert not saved.cut_short


def test_each_workers_rules_stay_with_its_journeys(tmp_path: Path) -> None:
    folder = start_run(tmp_path, HEAD)
    for worker in ("gw0", "gw1"):
        with closing(RunWriter(folder, worker)) as writer:
            for name in ("a", "b"):
                rules = Rules(origins=(f"http://{worker}",))
                writer.journey(replace(a_journey(name), rules=rules))

    origins = [it.rules.origins[0] for it in open_run(folder).journeys()]

    assert origins == ["http://gw0", "http://gw0", "http://gw1", "http://gw1"]
    assert (folder / "journeys-gw0.jsonl").read_text().count("http://gw0") == 1


def test_a_run_that_died_is_marked_and_shows_what_there_is(tmp_path: Path) -> None:
    saved = open_run(a_started_run(tmp_path))

    assert saved.cut_short
    assert "ended before all was recorded" in saved.notes[0]
    assert len(list(saved.journeys())) == 4
    assert len(saved.run.checks) == 2


def test_a_run_that_stopped_says_how_far_it_came_and_why(tmp_path: Path) -> None:
    folder = a_started_run(tmp_path)
    save_recorded(folder, replace(open_run(folder).run, planned=9, stopped="The disk is full."))

    notes = open_run(folder).notes

    assert "The run ended early, 2 of 9 scenarios played: The disk is full." in notes


@pytest.mark.parametrize("kept", [3, 40, 200])
def test_a_file_cut_in_its_last_line_yields_what_is_whole(tmp_path: Path, kept: int) -> None:
    folder = a_started_run(tmp_path)
    path = folder / "journeys-gw1.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.rindex(b"\n", 0, -1) + 1 + kept])

    saved = open_run(folder)

    assert [it.id for it in saved.journeys()] == ["gw0-1", "gw0-2", "gw1-1"]
    assert any("journeys-gw1.jsonl is cut short" in note for note in saved.notes)


def test_a_folder_or_file_that_is_no_run_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    with pytest.raises(BadRun, match="no saved run"):
        open_run(tmp_path / "a.txt")
    with pytest.raises(BadRun, match="no saved run"):
        open_run(tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"format": 1}', '{"format": 1, "run": {}}'])
def test_a_damaged_head_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "run.json").write_text(text)

    with pytest.raises(BadRun, match=r"run\.json"):
        open_run(tmp_path)


def test_a_newer_format_is_refused_plainly(tmp_path: Path) -> None:
    folder = a_started_run(tmp_path)
    head = json.loads((folder / "run.json").read_text())
    (folder / "run.json").write_text(json.dumps({**head, "format": 99}))

    with pytest.raises(BadRun, match="Update Layerproof"):
        open_run(folder)


@pytest.mark.parametrize("line", ['{"id":"x"}', "[]", '{"events":[],"traces":[{}]}'])
def test_a_line_that_is_no_journey_is_refused_with_its_number(tmp_path: Path, line: str) -> None:
    folder = a_started_run(tmp_path)
    (folder / "journeys-gw0.jsonl").write_text(line + "\n")

    with pytest.raises(BadRun, match="line 1, is no journey"):
        list(open_run(folder).journeys())


def test_an_attachment_outside_of_the_run_is_not_there(tmp_path: Path) -> None:
    folder = a_started_run(tmp_path)
    (tmp_path / "secret.txt").write_text("secret")
    with closing(RunWriter(folder, "gw0")) as writer:
        name = writer.attach("../../shot 1.png", [b"PNG"])

    saved = open_run(folder)

    found = saved.attachment(name)
    assert found is not None
    assert found.read_bytes() == b"PNG"
    assert found.parent == folder / "evidence"
    assert saved.attachment("../secret.txt") is None
    assert saved.attachment("") is None


def test_attachments_of_one_name_do_not_meet(tmp_path: Path) -> None:
    folder = a_started_run(tmp_path)
    with closing(RunWriter(folder, "gw0")) as writer:
        names = {writer.attach("shot.png", [b"x"]) for _ in range(3)}

    assert len(names) == 3


def peak_of_streaming(folder: Path, journeys: int) -> Mapping[str, int]:
    with closing(RunWriter(folder, f"w{journeys}")) as writer:
        writer.journey(a_journey("warm", 100))
        tracemalloc.start()
        for n in range(journeys):
            writer.journey(a_journey(str(n), 100))
        written = tracemalloc.get_traced_memory()[1]
    saved = open_run(folder)
    tracemalloc.reset_peak()
    for _ in saved.journeys():
        pass
    read = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return {"written": written, "read": read}


def test_memory_does_not_grow_with_the_length_of_the_run(tmp_path: Path) -> None:
    short = peak_of_streaming(start_run(tmp_path, HEAD), 10)
    long = peak_of_streaming(start_run(tmp_path, HEAD), 200)

    assert long["written"] < 1.3 * short["written"]
    assert long["read"] < 1.3 * short["read"]
