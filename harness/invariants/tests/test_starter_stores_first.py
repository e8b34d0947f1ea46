from harness.invariants.starter_stores_first import INVARIANT
from harness.invariants.tests.build import ORIGIN, RUNNER, Tape, entry, loaded
from harness.model.event import Json
from harness.model.rules import Rules
from harness.model.word import Status

TO_RUNNER: dict[str, Json] = {"url": RUNNER}


def asked_for() -> Tape:
    return Tape().document(f"{ORIGIN}/org").called("create").called("start", 200)


def test_writing_and_reading_back_passes() -> None:
    ruling = INVARIANT.judge(
        asked_for().write().read(entry()).add("navigate", TO_RUNNER).journey(starter="org")
    )

    assert ruling.status is Status.PASS


def test_a_write_before_the_first_good_answer_fails_and_before_a_later_one_does_not() -> None:
    early = Tape().document(f"{ORIGIN}/org").called("create").write().read(entry())
    kept = asked_for().write().read(entry())

    rulings = [
        INVARIANT.judge(it.called("start", 200).add("navigate", TO_RUNNER).journey(starter="org"))
        for it in (early, kept)
    ]

    assert [it.status for it in rulings] == [Status.FAIL, Status.PASS]


def test_no_write_fails() -> None:
    ruling = INVARIANT.judge(asked_for().add("navigate", TO_RUNNER).journey(starter="org"))

    assert ruling.status is Status.FAIL
    assert "never" in ruling.reason


def test_a_write_after_the_navigation_fails() -> None:
    ruling = INVARIANT.judge(
        asked_for().add("navigate", TO_RUNNER).write().read(entry()).journey(starter="org")
    )

    assert ruling.status is Status.FAIL
    assert "only after" in ruling.reason


def test_no_reading_back_fails() -> None:
    ruling = INVARIANT.judge(asked_for().write().add("navigate", TO_RUNNER).journey(starter="org"))

    assert ruling.status is Status.FAIL
    assert "did not read" in ruling.reason


def test_a_write_that_is_not_there_is_written_again() -> None:
    ruling = INVARIANT.judge(
        asked_for().write().read().write().add("navigate", TO_RUNNER).journey(starter="org")
    )

    assert ruling.status is Status.PASS


def test_a_write_that_is_not_there_and_left_fails() -> None:
    ruling = INVARIANT.judge(
        asked_for().write().read().add("navigate", TO_RUNNER).journey(starter="org")
    )

    assert ruling.status is Status.FAIL
    assert "did not write it once more" in ruling.reason


def test_a_write_before_the_answer_fails() -> None:
    ruling = INVARIANT.judge(
        Tape()
        .document(f"{ORIGIN}/org")
        .called("create")
        .write()
        .read(entry())
        .called("start", 200)
        .add("navigate", TO_RUNNER)
        .journey(starter="org")
    )

    assert ruling.status is Status.FAIL
    assert "before start was answered" in ruling.reason


def test_what_is_no_payload_fails() -> None:
    ruling = INVARIANT.judge(
        asked_for()
        .write(entry({"route": "x"}))
        .read(entry())
        .add("navigate", TO_RUNNER)
        .journey(starter="org")
    )

    assert ruling.status is Status.FAIL
    assert "is no payload" in ruling.reason


def test_a_storage_that_throws_passes() -> None:
    ruling = INVARIANT.judge(
        asked_for()
        .write(threw="QuotaExceededError")
        .add("navigate", TO_RUNNER)
        .journey(starter="org")
    )

    assert ruling.status is Status.PASS


def test_a_direct_load_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().asked().journey())

    assert ruling.status is Status.NA


def test_an_address_of_another_id_is_not_its_matter() -> None:
    wrong: dict[str, Json] = {"url": f"{ORIGIN}/interview/iv1x"}
    stored = asked_for().write().read(entry()).add("navigate", wrong)
    not_answered = asked_for().write(key="interview:init:iv9").add("navigate", wrong)

    assert INVARIANT.judge(stored.journey(starter="org")).status is Status.PASS
    ruling = INVARIANT.judge(not_answered.journey(starter="org"))
    assert ruling.reason == "The starter wrote 'interview:init:iv1x' never."


def test_without_a_start_the_create_is_waited_for() -> None:
    rules = Rules(origins=(ORIGIN,), unnamed=("api.start",))
    hasty = Tape().document(f"{ORIGIN}/org").write().read(entry()).called("create")

    ruling = INVARIANT.judge(hasty.add("navigate", TO_RUNNER).journey(starter="org", rules=rules))

    assert "before create was answered" in ruling.reason
