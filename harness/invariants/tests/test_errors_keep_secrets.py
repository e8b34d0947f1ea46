from harness.invariants.errors_keep_secrets import INVARIANT
from harness.invariants.tests.build import loaded
from harness.model.session import Visitor
from harness.model.word import Status

STRANGER = Visitor("stranger", "u9", "student", "south")


def test_a_plain_sentence_passes() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(500, pair="p1", body={"detail": "Something went wrong."}).journey()
    )

    assert ruling.status is Status.PASS


def test_an_exception_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(500, pair="p1", body={"detail": "KeyError: 'role'"}).journey()
    )

    assert ruling.status is Status.FAIL
    assert "name of an exception" in ruling.reason


def test_a_stack_as_text_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(500, pair="p1", body="x\n    at load (/srv/app.js:3:7)").journey()
    )

    assert ruling.status is Status.FAIL
    assert "stack trace" in ruling.reason


def test_a_foreign_uid_fails() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .asked(403, pair="p1", body={"detail": "It belongs to u1."})
        .journey(visitor=STRANGER)
    )

    assert ruling.status is Status.FAIL
    assert "somebody else ('u1')" in ruling.reason


def test_a_good_answer_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().asked(pair="p1").journey())

    assert ruling.status is Status.NA
