from pathlib import Path
from typing import Any

import pytest

from harness.errors import UsageError
from harness.measure.book import Key
from harness.swarm.option import parsed
from harness.swarm.run import Run


def run(*options: str, ready: int = 0, failed: int = 0) -> Run:
    it = Run()
    it.read(parsed(options or ("--threshold", "load_success: rate>=1")), {})
    it.begin()
    for _ in range(ready):
        it.book.load(Key("server", "mixed"), 1_500, 1_500)
    for _ in range(failed):
        it.book.load(Key("server", "mixed", "error:server"), 1_500, 1_500, "error:server")
    return it


@pytest.mark.parametrize(
    ("ready", "failed", "code"), [(10, 0, 0), (10, 1, 1), (9, 0, 3), (0, 0, 3)]
)
def test_thresholds_decide_the_exit_code(ready: int, failed: int, code: int) -> None:
    assert run(ready=ready, failed=failed).judgement(crashes=0).code == code


def test_a_breach_is_worse_than_what_is_not_known() -> None:
    thresholds = ("--threshold=load_success: rate>=1", "--threshold=load_duration: p(99)<5")

    assert run(*thresholds, ready=10, failed=1).judgement(crashes=0).code == 1


def test_without_thresholds_locust_decides() -> None:
    assert run("--think=1", ready=10).judgement(crashes=0).code is None


def test_without_a_load_nothing_was_found_out() -> None:
    it = run("--think=1")
    it.book.ledger.not_started = 3

    judgement = it.judgement(crashes=0)

    assert judgement.code == 3
    assert "No load came to an end, so nothing was found out." in judgement.lines
    assert any(line.startswith("3 visitors' interviews could not") for line in judgement.lines)


def test_a_user_that_crashed_leaves_it_unknown() -> None:
    judgement = run(ready=10).judgement(crashes=2)

    assert judgement.code == 3
    assert any("2 times a user crashed" in line for line in judgement.lines)


def test_a_workers_report_that_was_lost_leaves_it_unknown() -> None:
    it = run(ready=10)
    it.lost_pages = 1

    assert it.judgement(crashes=0).code == 3


def test_a_run_that_never_began_is_not_judged() -> None:
    assert Run().judgement(crashes=0).code is None


def test_a_new_run_forgets_the_one_before() -> None:
    it = run(ready=10)

    it.begin()

    assert it.book.summary().count == 0


def test_options_that_cannot_be_used_leave_no_brief() -> None:
    it = Run()

    with pytest.raises(UsageError):
        it.read(parsed(["--empty-storage=2"]), {})

    assert it.brief is None
    assert "--empty-storage" in it.complaint


def test_a_page_that_is_missing_leaves_it_unknown() -> None:
    worker, master = run(ready=10), run()
    pages = [worker.page() for _ in range(3)]

    master.put_in("w", pages[0])
    master.put_in("w", pages[2])

    assert master.lost_pages == 1
    assert master.book.summary().count == 10
    assert master.judgement(crashes=0).code == 3


def test_what_a_worker_tells_of_another_run_is_not_heard() -> None:
    worker, master = run(ready=10), run()
    worker.page()
    before = worker.page()
    master.begin("second")
    worker.begin("second")

    master.put_in("w", before)
    master.put_in("w", worker.page())

    assert (master.lost_pages, master.book.summary().count) == (0, 0)


def test_what_was_started_is_written_down_by_who_leads(tmp_path: Path) -> None:
    options = (f"--created-file={tmp_path / 'created.txt'}",)
    worker, master = run(*options), run(*options)
    worker.started("a1")
    worker.started("b2")

    master.put_in("w", worker.page())
    master.write_down()
    master.started("c3")
    master.write_down()

    assert (tmp_path / "created.txt").read_text("utf-8") == "a1\nb2\nc3\n"
    assert worker.made == master.made == []


def test_what_nobody_wants_to_know_is_not_kept() -> None:
    it = run()

    it.started("a1")

    assert it.made == []


@pytest.mark.parametrize("page", [{}, {"number": 0}, {"number": 0, "book": {}, "timeline": []}])
def test_a_page_that_cannot_be_read_leaves_it_unknown(page: dict[str, Any]) -> None:
    master = run(ready=10)

    master.put_in("w", page)

    assert master.judgement(crashes=0).code == 3


def test_the_document_says_what_the_lines_say() -> None:
    judgement = run(ready=10, failed=1).judgement(crashes=0, url="http://127.0.0.1:1")

    assert judgement.result is not None
    assert judgement.result["verdict"] == "fail"
    assert judgement.result["layers"]["server"]["count"] == 11
    assert judgement.result["run"]["model"] == "closed"


def test_a_breach_that_ends_a_run_is_its_reason() -> None:
    text = 'load_success: {"threshold": "rate>0.5", "abortOnFail": true, "delayAbortEval": "5s"}'
    it = run("--rate=5", "--threshold", text, ready=4, failed=6)

    assert it.reason(4.9) == ""
    assert it.reason(5).startswith("FAIL  load_success: rate>0.5")


def test_a_breach_that_does_not_end_a_run_is_none() -> None:
    it = run("--rate=5", "--threshold", "load_success: rate>0.5", ready=4, failed=6)

    assert it.reason(60) == ""


def test_a_step_that_is_not_kept_ends_a_climb() -> None:
    it = run("--plan=breakpoint", failed=150)
    for _ in range(150):
        it.book.offer(0)
        it.book.settle(0)
        it.book.ledger.count("failed")

    assert it.reason(17) == ""
    assert it.reason(18).startswith("step 10/s: FAIL")

    judgement = it.judgement(crashes=0)
    assert judgement.code == 1
    assert judgement.lines[-1].startswith("No step was kept")
