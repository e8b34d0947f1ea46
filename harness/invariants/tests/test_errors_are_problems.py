from harness.invariants.errors_are_problems import INVARIANT
from harness.invariants.tests.build import loaded
from harness.model.event import Json
from harness.model.word import Status

PROBLEM: dict[str, Json] = {"content-type": "application/problem+json"}


def test_a_problem_with_a_code_passes() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(404, pair="p1", headers=PROBLEM, body={"code": "not-found"}).journey()
    )

    assert ruling.status is Status.PASS


def test_plain_json_fails() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .asked(404, pair="p1", headers={"content-type": "application/json"}, body={"code": "x"})
        .journey()
    )

    assert ruling.status is Status.FAIL
    assert "application/json, not" in ruling.reason


def test_a_problem_without_a_code_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(404, pair="p1", headers=PROBLEM, body={"title": "x"}).journey()
    )

    assert ruling.status is Status.FAIL
    assert "without a 'code'" in ruling.reason


def test_a_good_answer_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().asked(pair="p1").journey())

    assert ruling.status is Status.NA
