import json
from pathlib import Path

from harness.measure.book import Key
from harness.pace.plan import Plan
from harness.pace.rate import constant
from harness.swarm.lead import Lead
from harness.swarm.option import parsed
from harness.swarm.progress import told, write_progress
from harness.swarm.run import Run
from harness.swarm.tests.clock import VirtualClock
from harness.swarm.tests.test_lead import Troupe


def run(at_s: float) -> Run:
    """An open run that has lasted so long."""
    it = Run()
    it.read(parsed(["--rate", "5"]), {})
    it.begin()
    clock = VirtualClock()
    it.users = 4
    plan = Plan("test", constant(5, 60))
    it.lead = Lead(plan, Troupe("a"), clock, users=4, reason=lambda _: "", tell=lambda: None)
    it.lead.settled("a", 3)
    it.lead.begins_s = clock.now_s() - at_s
    for second in range(5):
        it.timeline.at(second).done += 5
        it.book.load(Key("server", "mixed"), 9_000, 9_000)
    return it


def test_before_the_beginning_it_says_who_is_ready() -> None:
    found = told(run(float("-inf")))

    assert (found["state"], found["at_s"]) == ("signing in", None)
    assert (found["ready_users"], found["users"]) == (3, 4)


def test_in_the_middle_it_says_what_is_done_now() -> None:
    found = told(run(5))

    assert (found["state"], found["at_s"], found["rate_per_s"]) == ("running", 5, 5)
    assert found["done_per_s"] == 5
    assert found["layers"] == {"server": {"count": 5, "failed": 0, "p95_ms": None}}


def test_after_the_plan_it_is_ending() -> None:
    assert told(run(61))["state"] == "ending"


def test_whoever_reads_it_finds_a_whole_object(tmp_path: Path) -> None:
    file = tmp_path / "progress.json"

    write_progress(run(5), file)
    write_progress(run(6), file)

    assert json.loads(file.read_text("utf-8"))["at_s"] == 6
    assert list(tmp_path.iterdir()) == [file]


def test_a_disk_that_takes_nothing_takes_nothing_from_the_run(tmp_path: Path) -> None:
    write_progress(run(5), tmp_path / "nowhere" / "progress.json")
