from harness.invariants.question_was_stored import INVARIANT
from harness.invariants.tests.build import changed, entry, loaded
from harness.model.event import Json
from harness.model.word import Status


def test_the_stored_question_passes() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().trace())

    assert ruling.status is Status.PASS


def test_a_later_question_of_the_history_passes() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .read()
        .asked(
            body=changed(
                "apiSession.conversationHistory",
                [{"role": "interviewer", "content": "And who pays?"}],
            )
        )
        .screen("ready", text="Ada Lovelace: And who  pays?")
        .trace()
    )

    assert ruling.status is Status.PASS


def test_an_invented_question_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().read(entry()).screen("ready", text="Ada Lovelace, tell me about yourself").trace()
    )

    assert ruling.status is Status.FAIL
    assert "none of the session's" in ruling.reason


def test_a_session_without_a_question_left_says_nothing() -> None:
    turns: list[Json] = [
        {"role": "interviewer", "content": "Why?"},
        {"role": "student", "content": "So."},
    ]
    over = changed("apiSession.conversationHistory", turns)
    over["apiSession"]["currentQuestionIndex"] = 1

    ruling = INVARIANT.judge(
        loaded().read(entry(over)).screen("ready", text="All is answered").trace()
    )

    assert ruling.status is Status.NA


def test_no_payload_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().ready().trace())

    assert ruling.status is Status.NA
