from harness.invariants.one_origin import INVARIANT
from harness.invariants.tests.build import ORIGIN, RUNNER, Tape, loaded
from harness.model.word import Status


def sent(url: str = RUNNER) -> Tape:
    tape = Tape().document(f"{ORIGIN}/org").called("create").called("start", 200)
    return tape.add("navigate", {"url": url})


def test_one_origin_passes() -> None:
    ruling = INVARIANT.judge(sent().journey(starter="org"))

    assert ruling.status is Status.PASS


def test_another_host_fails() -> None:
    ruling = INVARIANT.judge(sent("http://www.app.test/interview/iv1").journey(starter="org"))

    assert ruling.status is Status.FAIL
    assert "http://www.app.test" in ruling.reason


def test_a_condition_may_do_so() -> None:
    ruling = INVARIANT.judge(
        sent("http://www.app.test/interview/iv1").journey(
            starter="org", conditions=("other-origin",)
        )
    )

    assert ruling.status is Status.NA


def test_a_direct_load_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().asked().journey())

    assert ruling.status is Status.NA
