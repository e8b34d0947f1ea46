"""What a step touched, from what was recorded meanwhile."""

from harness.model.event import Event, Json, Phase
from harness.race.step import ANYTHING, Gate, Touch
from harness.racing.touches import touched

GATE = Gate("tab-1", "start.answer")
OWN = Touch("tab tab-1", writes=True)


def event(actor: str, what: str, kind: Phase = Phase.INFO, **detail: Json) -> Event:
    return Event(1, 0.0, actor, actor, kind, what, "", detail)


def of(*events: Event, gate: Gate = GATE, sees_backend: bool = True) -> set[Touch]:
    return set(touched(gate, events, sees_backend=sees_backend))


def test_a_step_touches_who_was_let_go() -> None:
    assert of() == {OWN}


def test_a_step_touches_every_tab_that_does_something_meanwhile() -> None:
    assert of(event("tab-2", "screen")) == {OWN, Touch("tab tab-2", writes=True)}


def test_entries_are_one_thing_whatever_their_ids() -> None:
    read = event("tab-1", "storage.read", role="entry", key="interview:init:7")
    write = event("tab-1", "storage.write", Phase.OK, role="entry", key="interview:init:8")
    auth = event("tab-1", "storage.read", role="auth", key="auth:uid")

    assert of(read) == {OWN, Touch("storage entry")}
    assert of(write) == {OWN, Touch("storage entry", writes=True)}
    assert of(auth) == {OWN, Touch("storage auth:uid")}


def test_a_storage_that_is_cleared_or_throws_may_be_anything() -> None:
    assert Touch(ANYTHING) in of(event("tab-1", "storage.remove", Phase.OK, key="*"))


def test_a_collection_is_one_thing_and_counts_when_the_call_is_done() -> None:
    begun = event("database", "db.replace", Phase.BEGIN, path="interviews/7")
    done = event("database", "db.replace", Phase.OK, path="interviews/7")
    read = event("database", "db.read", Phase.OK, path="users/ann")

    assert of(begun) == {OWN}
    assert of(done) == {OWN, Touch("database interviews", writes=True)}
    assert of(read) == {OWN, Touch("database users")}


def test_a_message_between_tabs_may_be_anything() -> None:
    assert Touch(ANYTHING) in of(event("tab-1", "message"))


def test_where_the_server_is_not_seen_a_request_writes_unless_it_only_reads() -> None:
    start, session = Gate("tab-1", "start.request"), Gate("tab-1", "session.request")
    answer = Gate("tab-1", "session.answer")

    assert Touch("server", writes=True) in of(gate=start, sees_backend=False)
    assert Touch("server") in of(gate=session, sees_backend=False)
    assert of(gate=answer, sees_backend=False) == {OWN}
    assert of(gate=start) == {OWN}
