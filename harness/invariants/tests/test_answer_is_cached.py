from harness.invariants.answer_is_cached import INVARIANT
from harness.invariants.tests.build import changed, entry, loaded
from harness.model.rules import Rules
from harness.model.session import NOBODY, Visitor
from harness.model.word import Status


def test_a_write_before_the_screen_passes() -> None:
    ruling = INVARIANT.judge(loaded().read().asked().write().ready().trace())

    assert ruling.status is Status.PASS


def test_no_write_fails() -> None:
    ruling = INVARIANT.judge(loaded().read().asked().ready().trace())

    assert ruling.status is Status.FAIL
    assert "never written" in ruling.reason


def test_a_write_after_the_screen_fails() -> None:
    ruling = INVARIANT.judge(loaded().read().asked().screen("loading").ready().write().trace())

    assert ruling.status is Status.FAIL
    assert "only after" in ruling.reason


def test_a_write_under_another_key_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().read().asked().write(key="interview:init:iv2").ready().trace()
    )

    assert ruling.status is Status.FAIL


def test_a_write_that_lacks_something_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().read().asked().write(entry(changed("studentName", "A"))).ready().trace()
    )

    assert ruling.status is Status.FAIL
    assert "'studentName'" in ruling.reason


def test_a_full_storage_passes() -> None:
    ruling = INVARIANT.judge(
        loaded().read().asked().write(threw="QuotaExceededError").ready().trace()
    )

    assert ruling.status is Status.PASS


def test_a_blocked_storage_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().read(threw="SecurityError", key="*").asked().ready().trace())

    assert ruling.status is Status.NA


def test_storage_that_answered_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().trace())

    assert ruling.status is Status.NA


def test_an_answer_to_a_guest_or_to_somebody_without_a_uid_is_kept_as_well() -> None:
    tape = loaded().read().asked().ready()
    unnamed = Visitor("owner", "", "student")

    rules = Rules(guests=("owner",), reader_key="", entry_reader="")
    assert INVARIANT.judge(tape.trace(visitor=unnamed, rules=rules)).status is Status.FAIL
    signed_out = Rules(reader_key="", entry_reader="")
    assert INVARIANT.judge(tape.trace(visitor=NOBODY, rules=signed_out)).status is Status.NA
    assert INVARIANT.judge(tape.trace(visitor=unnamed, rules=signed_out)).status is Status.FAIL
