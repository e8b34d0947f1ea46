from argparse import Namespace

import pytest

from harness.errors import UsageError
from harness.model.word import Layer
from harness.swarm.run import Run

GIVEN = {
    "journey": "mixed",
    "empty_storage": "0.2",
    "think": "1",
    "threshold": ["load_success: rate>=1"],
    "min_samples": "",
    "app_profile": "mock",
}


def run(ready: int = 0, failed: int = 0, **changes: object) -> Run:
    it = Run()
    it.read(Namespace(**{**GIVEN, **changes}), {})
    it.begin()
    for _ in range(ready):
        it.book.ready(Layer.SERVER, "mixed", 1.5)
    for _ in range(failed):
        it.book.failed(Layer.SERVER, "mixed")
    return it


@pytest.mark.parametrize(
    ("ready", "failed", "code"), [(10, 0, 0), (10, 1, 1), (9, 0, 3), (0, 0, 3)]
)
def test_thresholds_decide_the_exit_code(ready: int, failed: int, code: int) -> None:
    assert run(ready, failed).judgement(crashes=0).code == code


def test_a_breach_is_worse_than_what_is_not_known() -> None:
    thresholds = ["load_success: rate>=1", "load_duration: p(99)<5"]

    assert run(10, 1, threshold=thresholds).judgement(crashes=0).code == 1


def test_without_thresholds_locust_decides() -> None:
    assert run(10, threshold=[]).judgement(crashes=0).code is None


def test_without_a_load_nothing_was_found_out() -> None:
    it = run(threshold=[])
    it.book.not_started = 3

    judgement = it.judgement(crashes=0)

    assert judgement.code == 3
    assert "No load came to an end, so nothing was found out." in judgement.lines
    assert any(line.startswith("3 loads had nothing to load") for line in judgement.lines)


def test_a_user_that_crashed_leaves_it_unknown() -> None:
    judgement = run(10).judgement(crashes=2)

    assert judgement.code == 3
    assert any("2 times a user crashed" in line for line in judgement.lines)


def test_a_workers_report_that_was_lost_leaves_it_unknown() -> None:
    it = run(10)
    it.lost_pages = 1

    assert it.judgement(crashes=0).code == 3


def test_a_run_that_never_began_is_not_judged() -> None:
    assert Run().judgement(crashes=0).code is None


def test_a_new_run_forgets_the_one_before() -> None:
    it = run(10)

    it.begin()

    assert it.book.summary().count == 0


def test_options_that_cannot_be_used_leave_no_plan() -> None:
    it = run(10)

    with pytest.raises(UsageError):
        it.read(Namespace(**{**GIVEN, "empty_storage": "2"}), {})

    assert it.plan is None
    assert "--empty-storage" in it.complaint
