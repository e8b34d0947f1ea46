from harness.invariants.ready_is_earned import INVARIANT
from harness.invariants.tests.build import changed, entry, loaded
from harness.model.word import Status


def test_a_valid_entry_earns_it() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().trace())

    assert ruling.status is Status.PASS


def test_a_valid_answer_earns_it() -> None:
    ruling = INVARIANT.judge(loaded().read().asked().write().ready().trace())

    assert ruling.status is Status.PASS


def test_nothing_earns_nothing() -> None:
    ruling = INVARIANT.judge(loaded().read().asked(404).ready().trace())

    assert ruling.status is Status.FAIL
    assert "server: 404" in ruling.reason


def test_another_readers_entry_does_not_earn_it() -> None:
    ruling = INVARIANT.judge(loaded().read(entry(reader="u2")).ready().trace())

    assert ruling.status is Status.FAIL
    assert "other-reader" in ruling.reason


def test_an_answer_of_another_id_does_not_earn_it() -> None:
    ruling = INVARIANT.judge(
        loaded().read().asked(body=changed("firestoreInterviewId", "iv2")).ready().trace()
    )

    assert ruling.status is Status.FAIL


def test_an_error_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().read().asked(404).error("not-found").trace())

    assert ruling.status is Status.NA
