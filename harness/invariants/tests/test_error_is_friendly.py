from harness.invariants.error_is_friendly import INVARIANT
from harness.invariants.tests.build import BUTTONS, entry, loaded
from harness.model.word import Status


def test_a_sentence_passes() -> None:
    ruling = INVARIANT.judge(loaded().error("server").trace())

    assert ruling.status is Status.PASS


def test_only_buttons_fail() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .screen("error", kind="server", text="Retry Return to Dashboard", buttons=BUTTONS)
        .trace()
    )

    assert ruling.status is Status.FAIL
    assert "says only" in ruling.reason


def test_an_exception_fails() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .screen("error", kind="server", text="Sorry, this failed: TypeError: x is not a function")
        .trace()
    )

    assert ruling.status is Status.FAIL
    assert "name of an exception" in ruling.reason


def test_raw_data_fails() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .screen("error", kind="server", text='We could not load it: {"code": "unavailable"}')
        .trace()
    )

    assert ruling.status is Status.FAIL
    assert "raw data" in ruling.reason


def test_a_code_of_the_database_fails() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .screen("error", kind="server", text="We could not load it: PERMISSION_DENIED")
        .trace()
    )

    assert ruling.status is Status.FAIL


def test_undefined_fails() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .screen("error", kind="server", text="Sorry undefined, this could not be loaded")
        .trace()
    )

    assert ruling.status is Status.FAIL


def test_a_ready_load_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().trace())

    assert ruling.status is Status.NA
