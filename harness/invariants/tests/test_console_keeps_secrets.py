from harness.invariants.console_keeps_secrets import INVARIANT
from harness.invariants.tests.build import loaded
from harness.model.word import Status


def test_plain_lines_pass() -> None:
    ruling = INVARIANT.judge(loaded().console("interview-load failed").journey())

    assert ruling.status is Status.PASS


def test_a_masked_token_was_one() -> None:
    ruling = INVARIANT.judge(loaded().console("sent <token of u1>").journey())

    assert ruling.status is Status.FAIL
    assert "sent <token of u1>" in ruling.reason


def test_a_bearer_header_fails() -> None:
    ruling = INVARIANT.judge(loaded().console("authorization: Bearer abcdef123456").journey())

    assert ruling.status is Status.FAIL


def test_a_silent_console_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().journey())

    assert ruling.status is Status.NA
