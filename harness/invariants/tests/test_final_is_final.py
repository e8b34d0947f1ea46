from harness.invariants.final_is_final import INVARIANT
from harness.invariants.tests.build import loaded
from harness.model.word import Status


def test_one_404_passes() -> None:
    ruling = INVARIANT.judge(loaded().asked(404).error("not-found").trace())

    assert ruling.status is Status.PASS


def test_a_404_that_is_tried_again_fails() -> None:
    ruling = INVARIANT.judge(loaded().asked(404).asked(404, at=1_100).error("not-found").trace())

    assert ruling.status is Status.FAIL
    assert "After 404 nothing is tried again" in ruling.reason


def test_a_200_that_is_no_payload_is_final() -> None:
    ruling = INVARIANT.judge(loaded().asked(body={"a": 1}).asked(at=1_100).ready().trace())

    assert ruling.status is Status.FAIL


def test_a_good_answer_is_final() -> None:
    ruling = INVARIANT.judge(loaded().asked().asked().ready().trace())

    assert ruling.status is Status.FAIL


def test_a_third_401_fails() -> None:
    ruling = INVARIANT.judge(loaded().asked(401).asked(401).asked(401).error("signed-out").trace())

    assert ruling.status is Status.FAIL
    assert "1 more" in ruling.reason


def test_503_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().asked(503).asked(503).error("server").trace())

    assert ruling.status is Status.NA
