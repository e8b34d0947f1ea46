from harness.invariants.fresh_token_after_401 import INVARIANT
from harness.invariants.tests.build import loaded
from harness.model.word import Status


def test_asking_for_a_fresh_token_passes() -> None:
    ruling = INVARIANT.judge(loaded().asked(401).asked(role="auth").asked().ready().trace())

    assert ruling.status is Status.PASS


def test_a_refused_refresh_passes() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(401).asked(401, role="auth").error("signed-out").trace()
    )

    assert ruling.status is Status.PASS


def test_the_same_token_again_fails() -> None:
    ruling = INVARIANT.judge(loaded().asked(401).asked(401).error("signed-out").trace())

    assert ruling.status is Status.FAIL
    assert "same token" in ruling.reason


def test_giving_up_at_once_fails() -> None:
    ruling = INVARIANT.judge(loaded().asked(401).error("signed-out").trace())

    assert ruling.status is Status.FAIL
    assert "gave up" in ruling.reason


def test_a_401_to_nobody_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().asked(401, more={"bearer": ""}).error("signed-out").trace())

    assert ruling.status is Status.NA
