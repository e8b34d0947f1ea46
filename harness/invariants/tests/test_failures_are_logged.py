from harness.invariants.failures_are_logged import INVARIANT
from harness.invariants.tests.build import entry, loaded
from harness.model.word import Status

LINE = 'interview-load {"id":"iv1","layer":"server","attempt":1,"status":503,"elapsed":50}'


def test_a_line_passes() -> None:
    ruling = INVARIANT.judge(loaded().asked(503).console(LINE).error("server").trace())

    assert ruling.status is Status.PASS


def test_no_line_fails() -> None:
    ruling = INVARIANT.judge(loaded().asked(503).error("server").trace())

    assert ruling.status is Status.FAIL
    assert "without a diagnostic line" in ruling.reason


def test_a_line_without_its_status_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(503).console(LINE.replace("503", "null")).error("server").trace()
    )

    assert ruling.status is Status.FAIL


def test_a_line_said_twice_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(503).console(LINE).console(LINE).error("server").trace()
    )

    assert ruling.status is Status.FAIL
    assert "with 2 diagnostic lines" in ruling.reason


def test_the_browsers_own_line_does_not_count() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .asked(503)
        .console("Failed to load resource: server 503 1 2 /iv1")
        .error("server")
        .trace()
    )

    assert ruling.status is Status.FAIL


def test_a_load_without_failures_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().trace())

    assert ruling.status is Status.NA
