from harness.invariants.one_interview_per_act import INVARIANT
from harness.invariants.tests.build import ORIGIN, Tape, loaded
from harness.model.word import Status

START = f"{ORIGIN}/org"


def test_one_passes() -> None:
    ruling = INVARIANT.judge(
        Tape().document(START).called("create").called("start", 200).journey(starter="org")
    )

    assert ruling.status is Status.PASS


def test_two_after_each_other_fail() -> None:
    ruling = INVARIANT.judge(
        Tape().document(START).called("create").called("create").journey(starter="org")
    )

    assert ruling.status is Status.FAIL
    assert "2 sessions were created" in ruling.reason


def test_two_at_once_fail() -> None:
    ruling = INVARIANT.judge(
        Tape()
        .document(START)
        .asked(None, took=None, role="create")
        .asked(None, took=None, role="create")
        .journey(starter="org")
    )

    assert ruling.status is Status.FAIL


def test_another_after_a_failed_one_passes() -> None:
    ruling = INVARIANT.judge(
        Tape().document(START).called("create", 503).called("create").journey(starter="org")
    )

    assert ruling.status is Status.PASS


def test_two_started_ids_fail() -> None:
    ruling = INVARIANT.judge(
        Tape()
        .document(START)
        .called("create")
        .called("start", 200, more={"sent": {"firestoreInterviewId": "a"}})
        .called("start", 200, more={"sent": {"firestoreInterviewId": "b"}})
        .journey(starter="org")
    )

    assert ruling.status is Status.FAIL
    assert "2 sessions were started" in ruling.reason


def test_a_direct_load_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().asked().journey())

    assert ruling.status is Status.NA
