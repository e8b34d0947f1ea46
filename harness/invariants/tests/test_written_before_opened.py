from harness.invariants.tests.build import ORIGIN, RUNNER, Tape
from harness.invariants.written_before_opened import INVARIANT
from harness.model.event import Json
from harness.model.rules import Rules
from harness.model.word import Status

START = f"{ORIGIN}/org"
TO_RUNNER: dict[str, Json] = {"url": RUNNER}


def asked_for(*, write: str = "db.replace") -> Tape:
    tape = Tape().document(START).called("create", pair="p1")
    tape.backend(write, pair="p2").backend("request", pair="p2")
    return tape.called("start", 200, pair="p2")


def test_a_write_before_the_answer_passes() -> None:
    ruling = INVARIANT.judge(asked_for().add("navigate", TO_RUNNER).journey(starter="org"))

    assert ruling.status is Status.PASS


def test_no_write_fails() -> None:
    ruling = INVARIANT.judge(
        asked_for(write="db.read").add("navigate", TO_RUNNER).journey(starter="org")
    )

    assert ruling.status is Status.FAIL
    assert "start wrote no" in ruling.reason


def test_a_write_after_the_answer_cannot_be_ordered() -> None:
    ruling = INVARIANT.judge(
        Tape()
        .document(START)
        .backend("request", pair="p2")
        .backend("db.replace", pair="p2")
        .called("start", 200, pair="p2")
        .add("navigate", TO_RUNNER)
        .journey(starter="org")
    )

    assert ruling.status is Status.UNKNOWN


def test_a_write_after_the_navigation_fails() -> None:
    ruling = INVARIANT.judge(
        Tape()
        .document(START)
        .add("navigate", TO_RUNNER)
        .backend("db.replace", pair="p2")
        .backend("request", pair="p2")
        .called("start", 200, pair="p2")
        .journey(starter="org")
    )

    assert ruling.status is Status.FAIL
    assert "before 'interviews/iv1' was written" in ruling.reason


def test_an_unseen_database_says_nothing() -> None:
    ruling = INVARIANT.judge(
        asked_for().add("navigate", TO_RUNNER).journey(starter="org", sees_backend=False)
    )

    assert ruling.status is Status.NA


def test_without_a_start_the_create_is_what_writes() -> None:
    rules = Rules(origins=(ORIGIN,), unnamed=("api.start",))
    tape = Tape().document(f"{ORIGIN}/org").called("create")
    journey = tape.add("navigate", {"url": RUNNER}).journey(starter="org", rules=rules)

    assert "but create wrote no" in INVARIANT.judge(journey).reason
