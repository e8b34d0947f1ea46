from harness.invariants.no_storm import INVARIANT
from harness.invariants.tests.build import ORIGIN, Tape, entry, loaded
from harness.model.rules import Rules
from harness.model.word import Status

URL = f"{ORIGIN}/api/token"


def asking(times: int, *, role: str = "other") -> Tape:
    tape = loaded()
    for number in range(times):
        tape.asked(role=role, url=f"{URL}?n={number}")
    return tape.ready()


def test_some_requests_pass() -> None:
    ruling = INVARIANT.judge(asking(20).trace())

    assert ruling.status is Status.PASS


def test_a_storm_fails() -> None:
    ruling = INVARIANT.judge(asking(21).trace())

    assert ruling.status is Status.FAIL
    assert "21 times" in ruling.reason


def test_a_slow_storm_of_auth_fails() -> None:
    ruling = INVARIANT.judge(asking(9, role="auth").trace())

    assert ruling.status is Status.FAIL
    assert "8 are allowed" in ruling.reason


def test_a_silent_load_says_nothing() -> None:
    ruling = INVARIANT.judge(loaded().read(entry()).ready().trace())

    assert ruling.status is Status.NA


def test_what_the_profile_ignores_is_no_storm() -> None:
    noise = Rules(ignored_requests=(r"^GET \w+://[^/]+/",))

    assert INVARIANT.judge(asking(60).trace(rules=noise)).status is not Status.FAIL
