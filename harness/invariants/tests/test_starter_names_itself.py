from harness.invariants.starter_names_itself import INVARIANT
from harness.invariants.tests.build import ORIGIN, Tape, loaded
from harness.model.word import Status


def sent(query: str) -> Tape:
    tape = Tape().document(f"{ORIGIN}/org").called("create").called("start", 200)
    return tape.add("navigate", {"url": f"{ORIGIN}/interview/iv1{query}"})


def test_its_own_name_passes() -> None:
    ruling = INVARIANT.judge(sent("?from=org").journey(starter="org"))

    assert ruling.status is Status.PASS


def test_another_name_fails() -> None:
    ruling = INVARIANT.judge(sent("?from=admin").journey(starter="org"))

    assert ruling.status is Status.FAIL
    assert "says from=admin" in ruling.reason


def test_no_name_fails() -> None:
    ruling = INVARIANT.judge(sent("").journey(starter="org"))

    assert ruling.status is Status.FAIL
    assert "does not say from where" in ruling.reason


def test_a_direct_load_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().asked().journey())

    assert ruling.status is Status.NA
