from harness.invariants.answers_tell_their_time import INVARIANT
from harness.invariants.tests.build import loaded
from harness.model.word import Status


def test_three_durations_pass() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .asked(pair="p1", headers={"server-timing": "auth;dur=0.1, db;desc=x;dur=2, build;dur=1"})
        .journey()
    )

    assert ruling.status is Status.PASS


def test_a_lacking_one_fails() -> None:
    ruling = INVARIANT.judge(
        loaded().asked(pair="p1", headers={"server-timing": "auth;dur=0.1, db;dur=2"}).journey()
    )

    assert ruling.status is Status.FAIL
    assert "lacks build" in ruling.reason


def test_a_name_without_a_duration_fails() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .asked(pair="p1", headers={"server-timing": "auth, db;dur=2, build;dur=1"})
        .journey()
    )

    assert ruling.status is Status.FAIL
    assert "lacks auth" in ruling.reason


def test_an_error_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().asked(404, pair="p1").journey())

    assert ruling.status is Status.NA
