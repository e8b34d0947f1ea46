from harness.invariants.answer_is_payload import INVARIANT
from harness.invariants.tests.build import changed, loaded
from harness.model.word import Status


def test_a_payload_passes() -> None:
    ruling = INVARIANT.judge(loaded().asked(pair="p1").journey())

    assert ruling.status is Status.PASS


def test_a_lacking_field_fails() -> None:
    ruling = INVARIANT.judge(loaded().asked(pair="p1", body={"route": "f1"}).journey())

    assert ruling.status is Status.FAIL
    assert "lacks 'apiSession'" in ruling.reason


def test_another_id_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(pair="p1", body=changed("firestoreInterviewId", "iv2")).journey()
    )

    assert ruling.status is Status.FAIL
    assert "of 'iv2'" in ruling.reason


def test_a_played_answer_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().asked(body={"route": "f1"}).journey())

    assert ruling.status is Status.NA
