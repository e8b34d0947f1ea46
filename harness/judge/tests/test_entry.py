import pytest

from harness.invariants.tests.build import ENTRY_KEY, SESSION, changed, entry, loaded
from harness.judge.entry import (
    entry_reads,
    is_shut,
    judge_entry,
    key_of,
    payload_in,
    reader_of,
)
from harness.model.attribution import Reason
from harness.model.event import Json
from harness.model.rules import Rules
from harness.model.session import Visitor

RULES = Rules()
VERSIONED = Rules(entry_fixed={"version": 2})


def reason(value: Json, *, reader: str | None = "u1", rules: Rules = RULES) -> Reason:
    return judge_entry(value, url_id="iv1", session=SESSION, reader=reader, rules=rules)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (entry(), Reason.NONE),
        (None, Reason.ABSENT),
        ("{no json", Reason.CORRUPT),
        ('"text"', Reason.CORRUPT),
        ("[]", Reason.CORRUPT),
        (entry(reader="u2"), Reason.OTHER_READER),
        (entry({"route": "f1"}), Reason.WRONG_SHAPE),
        (entry(changed("firestoreInterviewId", "iv2")), Reason.OTHER_ID),
    ],
)
def test_an_entry_counts_or_says_why_not(value: Json, why: Reason) -> None:
    assert reason(value) is why


def test_nobody_remembered_may_read_nothing() -> None:
    assert reason(entry(), reader=None) is Reason.OTHER_READER


def test_whose_it_is_cannot_be_said_of_somebody_whose_uid_nobody_told() -> None:
    assert reason(entry(reader="u2"), reader="") is Reason.NONE
    assert reason(entry({"route": "f1"}), reader="") is Reason.WRONG_SHAPE


def test_an_entry_of_an_earlier_build_has_the_wrong_shape() -> None:
    assert reason(entry(), rules=VERSIONED) is Reason.WRONG_SHAPE
    now: Json = {"version": 2, "reader": "u1", "payload": payload_in(entry(), RULES)}
    assert reason(now, rules=VERSIONED) is Reason.NONE


def test_the_reader_is_whom_auth_remembers_else_the_visitor() -> None:
    assert reader_of(loaded().ready().trace()) == "u1"
    assert reader_of(loaded().read("u7", key="auth:uid").ready().trace()) == "u7"
    assert reader_of(loaded().read(key="auth:uid").ready().trace()) is None


@pytest.mark.parametrize(
    ("name", "guests", "reader"),
    [("staff", (), ""), ("nobody", (), None), ("owner", ("owner",), None)],
)
def test_a_visitor_without_a_uid_is_somebody_unless_they_do_not_sign_in(
    name: str, guests: tuple[str, ...], reader: str | None
) -> None:
    rules = Rules(reader_key="", guests=guests)

    assert reader_of(loaded().ready().trace(visitor=Visitor(name), rules=rules)) == reader


@pytest.mark.parametrize(
    ("told", "reader"), [({"spare": True}, "u1"), ({"spare": False}, None), ({}, None)]
)
def test_where_storage_throws_a_cookie_may_remember(
    told: dict[str, Json], reader: str | None
) -> None:
    shut: dict[str, Json] = {"key": "*", "found": False, "threw": "SecurityError", **told}

    assert reader_of(loaded().add("storage.read", shut).ready().trace()) == reader


def test_an_entry_that_throws_says_nothing_of_who_is_signed_in() -> None:
    shut = loaded().read("u7", key="auth:uid").read(threw="SecurityError")

    assert reader_of(shut.ready().trace()) == "u7"


def test_nobody_signed_in_on_another_origin() -> None:
    rules = Rules(reader_key="", origins=("https://app.test",))

    assert reader_of(loaded().ready().trace(rules=rules, url="https://app.test/interview/iv1"))
    assert (
        reader_of(loaded().ready().trace(rules=rules, url="https://b.test/interview/iv1")) is None
    )


def test_a_storage_that_throws_counts_as_read_and_is_shut() -> None:
    trace = loaded().read(threw="SecurityError", key="*").ready().trace()

    assert len(entry_reads(trace)) == 1
    assert is_shut(trace)
    assert reader_of(trace) is None


def test_only_the_loads_own_entry_counts() -> None:
    trace = loaded().read(entry(), key="interview:init:iv2").write(key="other").ready().trace()

    assert key_of(trace) == ENTRY_KEY
    assert entry_reads(trace) == ()
