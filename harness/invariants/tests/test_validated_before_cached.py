from harness.invariants.tests.build import changed, entry, loaded
from harness.invariants.validated_before_cached import INVARIANT
from harness.model.word import Status


def test_writing_the_answer_passes() -> None:
    ruling = INVARIANT.judge(loaded().read().asked().write().ready().trace())

    assert ruling.status is Status.PASS


def test_writing_what_is_no_payload_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().read().asked(body={"a": 1}).write(entry({"a": 1})).error("corrupt").trace()
    )

    assert ruling.status is Status.FAIL
    assert "no valid entry" in ruling.reason


def test_writing_for_another_reader_fails() -> None:
    ruling = INVARIANT.judge(loaded().read().asked().write(entry(reader="u2")).ready().trace())

    assert ruling.status is Status.FAIL
    assert "other-reader" in ruling.reason


def test_writing_before_the_answer_fails() -> None:
    ruling = INVARIANT.judge(loaded().read().write().asked().ready().trace())

    assert ruling.status is Status.FAIL
    assert "0 answers" in ruling.reason


def test_writing_something_else_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().read().asked().write(entry(changed("studentName", "Eve"))).ready().trace()
    )

    assert ruling.status is Status.FAIL
    assert "not what the server had answered" in ruling.reason


def test_no_write_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().trace())

    assert ruling.status is Status.NA
