from harness.invariants.entry_follows_answers import INVARIANT
from harness.invariants.tests.build import loaded
from harness.model.word import Status


def test_writing_after_an_answer_passes() -> None:
    ruling = INVARIANT.judge(loaded().ready().called("answer", 200).write().journey())

    assert ruling.status is Status.PASS


def test_not_writing_fails() -> None:
    ruling = INVARIANT.judge(loaded().write().ready().called("answer", 200).journey())

    assert ruling.status is Status.FAIL
    assert "not written anew" in ruling.reason


def test_removing_after_the_end_passes() -> None:
    ruling = INVARIANT.judge(loaded().ready().called("end", 200).remove().journey())

    assert ruling.status is Status.PASS


def test_not_removing_fails() -> None:
    ruling = INVARIANT.judge(loaded().ready().called("end", 200).write().journey())

    assert ruling.status is Status.FAIL
    assert "not removed" in ruling.reason


def test_a_refused_answer_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().ready().called("answer", 503).journey())

    assert ruling.status is Status.NA
