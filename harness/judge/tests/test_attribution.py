import pytest

from harness.invariants.tests.build import entry, loaded
from harness.judge.attribution import attribute
from harness.model.attribution import Reason
from harness.model.word import Layer, Outcome


def test_a_hit_is_told() -> None:
    trace = loaded().read(entry()).ready(at=50).trace()

    found = attribute(trace)

    assert (found.layer, found.outcome) == (Layer.STORAGE, Outcome.READY)
    assert (found.storage_reason, found.attempts) == (Reason.NONE, 0)


@pytest.mark.parametrize(
    ("value", "why"),
    [(None, Reason.ABSENT), ("{", Reason.CORRUPT), (entry(reader="u2"), Reason.OTHER_READER)],
)
def test_why_storage_did_not_answer_is_told(value: str | None, why: Reason) -> None:
    trace = loaded().read(value).asked().write().ready().trace()

    found = attribute(trace)

    assert (found.layer, found.storage_reason) == (Layer.SERVER, why)


def test_storage_that_was_not_read_is_told() -> None:
    assert attribute(loaded().asked().ready().trace()).storage_reason is Reason.NOT_READ


def test_the_legs_follow_each_other() -> None:
    tape = loaded().read().asked(503, at=20, took=30).asked(at=1_050, took=100)

    found = attribute(tape.ready(at=1_160).trace())

    known = [(it.name, it.begin_ms, it.length_ms) for it in found.legs]
    assert known == [
        ("navigate", 0, 1),
        ("script", 1, 1),
        ("attempt-1", 20, 30),
        ("wait-1", 50, 1_000),
        ("attempt-2", 1_050, 100),
        ("render", 1_150, 10),
    ]


def test_what_no_leg_covers_is_unexplained() -> None:
    found = attribute(loaded().read().asked(at=500, took=100).ready(at=600).trace())

    assert found.total_ms == 600
    assert found.unexplained_ms == 498  # from reading storage to asking the server


def test_auth_explains_its_time() -> None:
    tape = loaded().read().asked(role="auth", at=10, took=400).asked(at=500, took=100)

    assert attribute(tape.ready(at=600).trace()).unexplained_ms == 0


def test_the_backends_log_tells_of_server_and_database() -> None:
    tape = loaded().backend("request", pair="p").backend("db.read", pair="p")
    tape.backend("request", pair="p").asked(at=10, took=100, pair="p").ready()

    found = attribute(tape.trace(), tape.journey())

    assert [(it.name, it.length_ms) for it in found.legs if it.name == "server"] == [("server", 1)]


def test_server_timing_tells_where_the_log_does_not() -> None:
    timing = {"server-timing": "auth;dur=1, db;dur=20.5, build;dur=2"}
    trace = loaded().asked(at=10, took=100, headers=timing).ready().trace()

    lengths = {it.name: it.length_ms for it in attribute(trace).legs}

    assert (lengths["server"], lengths["database"]) == (23.5, 20.5)


def test_nothing_is_negative() -> None:
    found = attribute(loaded().screen("loading").trace(stuck=True))

    assert found.unexplained_ms >= 0
    assert all(it.length_ms > 0 for it in found.legs)
