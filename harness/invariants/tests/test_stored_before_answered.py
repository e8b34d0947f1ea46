from harness.invariants.stored_before_answered import INVARIANT
from harness.invariants.tests.build import loaded
from harness.model.word import Status

WRITE = "db.replace"
ANSWERED = "request"


def test_a_write_before_the_answer_passes() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .backend(WRITE, pair="p1")
        .backend(ANSWERED, pair="p1")
        .called("start", 200, pair="p1")
        .journey()
    )

    assert ruling.status is Status.PASS


def test_a_write_after_the_answer_fails() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .backend(ANSWERED, pair="p1")
        .backend(WRITE, pair="p1")
        .called("start", 200, pair="p1")
        .journey()
    )

    assert ruling.status is Status.FAIL
    assert "before 'interviews/iv1' was written" in ruling.reason


def test_no_write_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().backend(ANSWERED, pair="p1").called("answer", 200, pair="p1").journey()
    )

    assert ruling.status is Status.FAIL
    assert "nothing was written" in ruling.reason


def test_a_write_of_something_else_is_none() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .backend(WRITE, pair="p1", path="users/u1")
        .backend(ANSWERED, pair="p1")
        .called("end", 200, pair="p1")
        .journey()
    )

    assert ruling.status is Status.FAIL


def test_a_repeated_call_may_write_nothing() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .backend(WRITE, pair="p1")
        .backend(ANSWERED, pair="p1")
        .called("start", 200, pair="p1")
        .backend(ANSWERED, pair="p2")
        .called("start", 200, pair="p2")
        .journey()
    )

    assert ruling.status is Status.PASS


def test_a_call_without_a_pair_is_unknown() -> None:
    ruling = INVARIANT.judge(loaded().called("start", 200).journey())

    assert ruling.status is Status.UNKNOWN


def test_a_refused_call_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().called("start", 503).journey())

    assert ruling.status is Status.NA


def test_an_unseen_database_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().called("start", 200, pair="p1").journey(sees_backend=False))

    assert ruling.status is Status.NA
