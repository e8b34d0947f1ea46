from harness.invariants.bad_entry_is_removed import INVARIANT
from harness.invariants.tests.build import changed, entry, loaded
from harness.model.word import Status

CORRUPT = "{not json"


def test_a_corrupt_entry_that_is_removed_passes() -> None:
    ruling = INVARIANT.judge(loaded().read(CORRUPT).remove().asked().write().ready().trace())

    assert ruling.status is Status.PASS


def test_a_corrupt_entry_that_only_the_answer_replaces_fails() -> None:
    ruling = INVARIANT.judge(loaded().read(CORRUPT).asked().write().ready().trace())

    assert ruling.status is Status.FAIL


def test_a_corrupt_entry_that_stays_fails() -> None:
    ruling = INVARIANT.judge(loaded().read(CORRUPT).asked(404).error("not-found").trace())

    assert ruling.status is Status.FAIL
    assert "(corrupt)" in ruling.reason


def test_another_readers_entry_that_stays_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().read(entry(reader="u2")).asked(404).error("not-found").trace()
    )

    assert ruling.status is Status.FAIL
    assert "(other-reader)" in ruling.reason


def test_another_ids_entry_that_stays_fails() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .read(entry(changed("firestoreInterviewId", "iv2")))
        .asked(404)
        .error("not-found")
        .trace()
    )

    assert ruling.status is Status.FAIL
    assert "(other-id)" in ruling.reason


def test_a_valid_entry_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().trace())

    assert ruling.status is Status.NA
