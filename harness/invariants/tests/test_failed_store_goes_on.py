from harness.invariants.failed_store_goes_on import INVARIANT
from harness.invariants.tests.build import ORIGIN, RUNNER, Tape
from harness.model.rules import Rules
from harness.model.word import Status

FULL = "QuotaExceededError"


def full() -> Tape:
    tape = Tape().document(f"{ORIGIN}/org").called("create").called("start", 200)
    return tape.write(threw=FULL)


def test_logging_and_going_on_passes() -> None:
    ruling = INVARIANT.judge(
        full()
        .console("could not be stored")
        .add("navigate", {"url": RUNNER})
        .journey(starter="org")
    )

    assert ruling.status is Status.PASS


def test_stopping_fails() -> None:
    ruling = INVARIANT.judge(full().console("could not be stored").journey(starter="org"))

    assert ruling.status is Status.FAIL
    assert "opened no runner" in ruling.reason


def test_silence_fails() -> None:
    ruling = INVARIANT.judge(full().add("navigate", {"url": RUNNER}).journey(starter="org"))

    assert ruling.status is Status.FAIL
    assert "did not log it" in ruling.reason


def test_a_good_write_says_nothing() -> None:
    ruling = INVARIANT.judge(
        Tape()
        .document(f"{ORIGIN}/org")
        .called("create")
        .called("start", 200)
        .write()
        .journey(starter="org")
    )

    assert ruling.status is Status.NA


def test_without_a_start_the_create_makes_the_session() -> None:
    rules = Rules(origins=(ORIGIN,), unnamed=("api.start",))
    tape = Tape().document(f"{ORIGIN}/org").called("create").write(threw="QuotaExceededError")

    assert INVARIANT.judge(tape.journey(starter="org", rules=rules)).status is Status.FAIL
    assert INVARIANT.judge(tape.journey(starter="org")).status is Status.NA
