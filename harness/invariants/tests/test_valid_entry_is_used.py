from harness.invariants.tests.build import entry, loaded
from harness.invariants.valid_entry_is_used import INVARIANT
from harness.model.rules import Rules
from harness.model.word import Status


def test_a_valid_entry_that_is_shown_passes() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().trace())

    assert ruling.status is Status.PASS


def test_the_server_in_its_place_fails() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).asked().ready().trace())

    assert ruling.status is Status.FAIL
    assert "the server answered" in ruling.reason


def test_an_error_in_spite_of_it_fails() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).error("network").trace())

    assert ruling.status is Status.FAIL
    assert "ended error (network)" in ruling.reason


def test_showing_it_late_fails() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready(at=4_000).trace())

    assert ruling.status is Status.FAIL
    assert "4.0 s" in ruling.reason


def test_an_absent_entry_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().read().asked().write().ready().trace())

    assert ruling.status is Status.NA


def test_another_readers_entry_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().read(entry(reader="u2")).asked().ready().trace())

    assert ruling.status is Status.NA


def test_an_entry_of_an_earlier_build_says_nothing() -> None:
    ruling = INVARIANT.judge(
        loaded().read(entry()).asked().ready().trace(rules=Rules(entry_fixed={"version": 2}))
    )

    assert ruling.status is Status.NA
