from harness.invariants.telemetry_is_anonymous import INVARIANT
from harness.invariants.tests.build import loaded
from harness.model.word import Status


def test_figures_pass() -> None:
    ruling = INVARIANT.judge(loaded().ready().beacon().trace())

    assert ruling.status is Status.PASS


def test_a_uid_fails() -> None:
    ruling = INVARIANT.judge(loaded().ready().beacon(reasons={"who": "u1"}).trace())

    assert ruling.status is Status.FAIL
    assert "the visitor's uid" in ruling.reason


def test_the_sessions_id_fails() -> None:
    ruling = INVARIANT.judge(loaded().ready().beacon(url="/interview/iv1").trace())

    assert ruling.status is Status.FAIL
    assert "the session's id" in ruling.reason


def test_a_name_fails() -> None:
    ruling = INVARIANT.judge(loaded().ready().beacon(title="Interview of ADA LOVELACE").trace())

    assert ruling.status is Status.FAIL
    assert "what the session shows" in ruling.reason


def test_a_token_fails() -> None:
    ruling = INVARIANT.judge(loaded().ready().beacon(auth="<token of x9>").trace())

    assert ruling.status is Status.FAIL
    assert "a token" in ruling.reason


def test_none_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().ready().trace())

    assert ruling.status is Status.NA
