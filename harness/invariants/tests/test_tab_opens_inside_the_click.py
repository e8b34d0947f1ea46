from harness.invariants.tab_opens_inside_the_click import INVARIANT
from harness.invariants.tests.build import ORIGIN, Tape
from harness.model.event import Json
from harness.model.word import Status

OPEN: dict[str, Json] = {"url": "/starting", "blocked": False}


def test_opening_first_passes() -> None:
    ruling = INVARIANT.judge(
        Tape().document(f"{ORIGIN}/org").add("open", OPEN).called("create").journey(starter="org")
    )

    assert ruling.status is Status.PASS


def test_opening_after_the_answer_fails() -> None:
    ruling = INVARIANT.judge(
        Tape().document(f"{ORIGIN}/org").called("create").add("open", OPEN).journey(starter="org")
    )

    assert ruling.status is Status.FAIL
    assert "not inside the click" in ruling.reason


def test_opening_after_a_while_fails() -> None:
    ruling = INVARIANT.judge(
        Tape()
        .document(f"{ORIGIN}/org")
        .asked(None, took=None, role="create")
        .add("open", OPEN, at=400)
        .journey(starter="org")
    )

    assert ruling.status is Status.FAIL
    assert "ms after" in ruling.reason


def test_opening_with_the_request_passes() -> None:
    ruling = INVARIANT.judge(
        Tape()
        .document(f"{ORIGIN}/org")
        .asked(None, took=None, role="create")
        .add("open", OPEN)
        .journey(starter="org")
    )

    assert ruling.status is Status.PASS


def test_the_same_tab_says_nothing() -> None:
    ruling = INVARIANT.judge(
        Tape().document(f"{ORIGIN}/practice").called("create").journey(starter="student")
    )

    assert ruling.status is Status.NA


def test_an_earlier_try_is_another_click() -> None:
    tape = Tape().document(f"{ORIGIN}/org").add("open", OPEN).called("create", 500)
    tape = tape.add("click", {"target": "Start interview"}).add("open", OPEN).called("create")

    ruling = INVARIANT.judge(tape.journey(starter="org"))

    assert ruling.status is Status.PASS
