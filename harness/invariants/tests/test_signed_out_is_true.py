from harness.invariants.signed_out_is_true import INVARIANT
from harness.invariants.tests.build import loaded
from harness.model.event import Json
from harness.model.word import Status

READER = "auth:uid"


def test_a_refusal_makes_it_true() -> None:
    ruling = INVARIANT.judge(loaded().read("u1", key=READER).asked(401).error("signed-out").trace())

    assert ruling.status is Status.PASS


def test_nobody_remembered_makes_it_true() -> None:
    ruling = INVARIANT.judge(loaded().read(key=READER).error("signed-out").trace())

    assert ruling.status is Status.PASS


def test_auth_that_has_not_settled_does_not() -> None:
    ruling = INVARIANT.judge(
        loaded()
        .read("u1", key=READER)
        .asked(None, took=None, role="auth")
        .error("signed-out")
        .trace()
    )

    assert ruling.status is Status.FAIL
    assert "still waiting" in ruling.reason


def test_nothing_refused_does_not() -> None:
    ruling = INVARIANT.judge(loaded().read("u1", key=READER).asked(503).error("signed-out").trace())

    assert ruling.status is Status.FAIL
    assert "remembers 'u1'" in ruling.reason


def test_a_cookie_that_remembers_where_storage_throws_does_not() -> None:
    shut: dict[str, Json] = {"key": "*", "found": False, "threw": "SecurityError"}

    spared = loaded().add("storage.read", {**shut, "spare": True}).error("signed-out").trace()
    alone = loaded().add("storage.read", {**shut, "spare": False}).error("signed-out").trace()

    assert INVARIANT.judge(spared).status is Status.FAIL
    assert INVARIANT.judge(alone).status is Status.PASS


def test_another_error_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().asked(404).error("not-found").trace())

    assert ruling.status is Status.NA
