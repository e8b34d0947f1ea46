from dataclasses import replace

from harness.invariants.server_equals_storage import INVARIANT
from harness.invariants.tests.build import PAYLOAD, SESSION, changed, loaded
from harness.model.word import Status

LATER = changed("apiSession.startTime", "2026-01-02T04:04:05+01:00")
OTHER = changed("apiSession.userId", "u2")
NEXT = changed("apiSession.currentQuestionIndex", 1)


def test_equal_payloads_pass() -> None:
    ruling = INVARIANT.judge(loaded().write().on("tab-2").asked(pair="p1").journey())

    assert ruling.status is Status.PASS


def test_one_instant_in_two_zones_is_equal() -> None:
    ruling = INVARIANT.judge(loaded().write().on("tab-2").asked(pair="p1", body=LATER).journey())

    assert ruling.status is Status.PASS


def test_another_value_fails() -> None:
    ruling = INVARIANT.judge(loaded().write().on("tab-2").asked(pair="p1", body=OTHER).journey())

    assert ruling.status is Status.FAIL
    assert "'apiSession.userId' differs" in ruling.reason


def test_a_field_too_many_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().write().on("tab-2").asked(pair="p1", body=changed("apiSession.extra", 1)).journey()
    )

    assert ruling.status is Status.FAIL
    assert "nothing and 1" in ruling.reason


def test_a_seeded_entry_counts() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .asked(pair="p1", body=OTHER)
        .journey(session=replace(SESSION, payload=PAYLOAD, in_storage=True))
    )

    assert ruling.status is Status.FAIL
    assert "as seeded" in ruling.reason


def test_another_question_is_not_compared() -> None:
    ruling = INVARIANT.judge(loaded().write().on("tab-2").asked(pair="p1", body=NEXT).journey())

    assert ruling.status is Status.NA


def test_a_copy_of_the_answer_is_not_compared() -> None:
    ruling = INVARIANT.judge(loaded().asked(pair="p1", body=OTHER).write().journey())

    assert ruling.status is Status.NA
