from harness.invariants.storage_hit_asks_nobody import INVARIANT
from harness.invariants.tests.build import entry, loaded
from harness.model.word import Status


def test_a_hit_without_a_request_passes() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().trace())

    assert ruling.status is Status.PASS


def test_a_hit_with_a_request_fails() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).asked().ready().trace())

    assert ruling.status is Status.FAIL
    assert "1 were made" in ruling.reason


def test_a_miss_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().read().asked().write().ready().trace())

    assert ruling.status is Status.NA
