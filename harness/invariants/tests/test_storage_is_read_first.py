from harness.invariants.storage_is_read_first import INVARIANT
from harness.invariants.tests.build import entry, loaded
from harness.model.word import Status


def test_reading_before_asking_passes() -> None:
    ruling = INVARIANT.judge(loaded().read().asked().write().ready().trace())

    assert ruling.status is Status.PASS


def test_asking_before_reading_fails() -> None:
    ruling = INVARIANT.judge(loaded().asked().read().ready().trace())

    assert ruling.status is Status.FAIL
    assert "before storage" in ruling.reason


def test_never_reading_fails() -> None:
    ruling = INVARIANT.judge(loaded().ready().trace())

    assert ruling.status is Status.FAIL
    assert "never looked at" in ruling.reason


def test_another_key_does_not_count() -> None:
    ruling = INVARIANT.judge(
        loaded().read(entry(), key="interview:init:other").asked().ready().trace()
    )

    assert ruling.status is Status.FAIL


def test_a_storage_that_throws_was_tried() -> None:
    ruling = INVARIANT.judge(loaded().read(threw="SecurityError", key="*").asked().ready().trace())

    assert ruling.status is Status.PASS


def test_a_load_that_reached_no_layer_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().error("network").trace())

    assert ruling.status is Status.NA
