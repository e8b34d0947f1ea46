from harness.invariants.tests.build import loaded
from harness.invariants.token_stays_home import INVARIANT
from harness.model.word import Status


def test_a_token_at_home_passes() -> None:
    ruling = INVARIANT.judge(loaded().asked().journey())

    assert ruling.status is Status.PASS


def test_a_token_for_another_origin_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(more={"foreign": True}, url="http://else.test/x").journey()
    )

    assert ruling.status is Status.FAIL
    assert "another origin: http://else.test/x" in ruling.reason


def test_a_token_in_an_address_fails() -> None:
    ruling = INVARIANT.judge(loaded().asked(more={"leak": "url"}).journey())

    assert ruling.status is Status.FAIL
    assert "in the url" in ruling.reason


def test_a_token_in_a_beacon_fails() -> None:
    ruling = INVARIANT.judge(loaded().asked(role="telemetry", more={"leak": "body"}).journey())

    assert ruling.status is Status.FAIL
    assert "in the body" in ruling.reason


def test_renewing_a_token_needs_one() -> None:
    ruling = INVARIANT.judge(loaded().asked(role="auth", more={"leak": "body"}).journey())

    assert ruling.status is Status.PASS


def test_no_requests_say_nothing() -> None:
    ruling = INVARIANT.judge(loaded().journey())

    assert ruling.status is Status.NA
