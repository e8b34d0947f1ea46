from harness.invariants.resumes_after_answers import INVARIANT
from harness.invariants.tests.build import Tape, changed, entry, loaded
from harness.model.word import Status


def answered(times: int, then: int) -> Tape:
    tape = loaded().read().asked().write().ready()
    for number in range(times):
        tape.called("answer", 200, more={"sent": {"questionIndex": number}})
    later = changed("apiSession.currentQuestionIndex", then)
    return tape.document().read(entry(later)).ready()


def test_coming_back_where_one_was_passes() -> None:
    ruling = INVARIANT.judge(answered(2, then=2).journey())

    assert ruling.status is Status.PASS


def test_coming_back_at_the_start_fails() -> None:
    ruling = INVARIANT.judge(answered(1, then=0).journey())

    assert ruling.status is Status.FAIL
    assert "resumes at 1; it came back at 0" in ruling.reason


def test_losing_the_second_answer_fails() -> None:
    ruling = INVARIANT.judge(answered(2, then=1).journey())

    assert ruling.status is Status.FAIL
    assert "2 answers were acknowledged" in ruling.reason


def test_a_load_without_answers_says_nothing() -> None:
    ruling = INVARIANT.judge(answered(0, then=0).journey())

    assert ruling.status is Status.NA
