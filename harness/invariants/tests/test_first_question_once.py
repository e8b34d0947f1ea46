from harness.invariants.first_question_once import INVARIANT
from harness.invariants.tests.build import QUESTION, changed, entry, loaded
from harness.model.word import Status

TWICE = changed("apiSession.conversationHistory", [{"content": QUESTION}, {"content": QUESTION}])
NEVER = changed("apiSession.conversationHistory", [])


def test_once_passes() -> None:
    ruling = INVARIANT.judge(loaded().asked(pair="p1").journey())

    assert ruling.status is Status.PASS


def test_twice_fails() -> None:
    ruling = INVARIANT.judge(loaded().asked(pair="p1", body=TWICE).journey())

    assert ruling.status is Status.FAIL
    assert "stands 2 times among 2 turns" in ruling.reason


def test_never_fails() -> None:
    ruling = INVARIANT.judge(loaded().write(entry(NEVER)).journey())

    assert ruling.status is Status.FAIL
    assert "0 times" in ruling.reason


def test_a_played_answer_says_nothing() -> None:
    ruling = INVARIANT.judge(
        loaded().backend("fault", pair="p1").asked(pair="p1", body=TWICE).journey()
    )

    assert ruling.status is Status.NA
