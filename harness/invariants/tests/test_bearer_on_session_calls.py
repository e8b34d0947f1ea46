from harness.invariants.bearer_on_session_calls import INVARIANT
from harness.invariants.tests.build import entry, loaded
from harness.model.rules import Rules
from harness.model.word import Status


def test_a_token_on_each_call_passes() -> None:
    ruling = INVARIANT.judge(loaded().asked().called("answer", 200).journey())

    assert ruling.status is Status.PASS


def test_a_call_without_one_fails() -> None:
    ruling = INVARIANT.judge(loaded().asked(more={"bearer": ""}).journey())

    assert ruling.status is Status.FAIL
    assert "carries no bearer token" in ruling.reason


def test_somebody_elses_token_fails() -> None:
    ruling = INVARIANT.judge(loaded().asked(more={"bearer": "u2"}).journey())

    assert ruling.status is Status.FAIL
    assert "token of 'u2'" in ruling.reason


def test_a_forged_token_is_a_token() -> None:
    ruling = INVARIANT.judge(loaded().asked(401, more={"bearer": "unreadable"}).journey())

    assert ruling.status is Status.PASS


def test_no_calls_say_nothing() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().journey())

    assert ruling.status is Status.NA


def test_who_does_not_sign_in_has_no_token_to_send() -> None:
    rules = Rules(guests=("owner",))
    tape = loaded().asked(more={"bearer": ""})

    assert INVARIANT.judge(tape.journey(rules=rules)).status is Status.NA
    assert INVARIANT.judge(tape.journey()).status is Status.FAIL
