from datetime import UTC, datetime

import pytest

from harness.invariants.fresh_token_after_401 import INVARIANT
from harness.invariants.tests.build import loaded
from harness.model.event import Json
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


DATED = {"date": "Mon, 23 Nov 2026 10:00:00 GMT"}
TEN = datetime(2026, 11, 23, 10, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("first", "again", "headers", "status"),
    [
        pytest.param("aa", "aa", DATED, Status.FAIL, id="the old one"),
        pytest.param("aa", "bb", DATED, Status.PASS, id="another one"),
        pytest.param("aa", "aa", {}, Status.PASS, id="nobody knows when it was refused"),
        pytest.param("", "", DATED, Status.PASS, id="tokens that were not seen"),
    ],
)
def test_a_fresh_token_that_was_asked_for_is_used(
    first: str, again: str, headers: dict[str, str], status: Status
) -> None:
    def of(name: str, issued_s: float) -> dict[str, Json]:
        return {"token_print": name, "issued_s": issued_s}

    tape = loaded().asked(401, more=of(first, TEN - 60), headers=headers).asked(role="auth")

    ruling = INVARIANT.judge(tape.asked(more=of(again, TEN - 60)).ready().trace())

    assert ruling.status is status


def test_a_token_of_the_same_second_may_be_the_same() -> None:
    same: dict[str, Json] = {"token_print": "aa", "issued_s": TEN - 1}
    tape = loaded().asked(401, more=same, headers=DATED).asked(role="auth")

    assert INVARIANT.judge(tape.asked(more=same).ready().trace()).status is Status.PASS
