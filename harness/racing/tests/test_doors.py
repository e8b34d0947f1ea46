"""Where something is held, and how it is let go."""

from collections import Counter

from harness.model.event import Event, Json, Phase
from harness.profile.load import load_profile
from harness.race.step import Gate
from harness.racing.doors import ServerDoors, called_by, is_named


def event(actor: str, what: str, kind: Phase, pair: str, **detail: Json) -> Event:
    return Event(1, 0.0, "backend", actor, kind, what, pair, detail)


def begun(pair: str, method: str = "POST", path: str = "/api/org/interviews") -> Event:
    return event("server", "request", Phase.BEGIN, pair, method=method, path=path)


def ended(pair: str) -> Event:
    return event("server", "request", Phase.OK, pair, status=200)


def parked(pair: str, gate: str = "db.create") -> Event:
    return event("database", "gate", Phase.BEGIN, pair, gate=gate)


def doors() -> tuple[ServerDoors, list[str]]:
    opened: list[str] = []
    return ServerDoors(opened.append, called_by(load_profile("mock"))), opened


def test_a_pattern_names_gates() -> None:
    assert is_named("create.answer", ["create.*"])
    assert is_named("timer", ["db.read", "timer"])
    assert not is_named("create.answer", ["create", "start.*"])


def test_a_request_is_called_by_the_profiles_words_whatever_its_id() -> None:
    called = called_by(load_profile("mock"))

    assert called("GET", "/api/interview/session/7") == "GET /api/interview/session/{id}"
    assert called("GET", "/interview/7") == "GET /interview/{id}"
    assert called("GET", "/favicon.ico") == "GET /favicon.ico"
    assert called("DELETE", "/api/interview/session/7") == "DELETE /api/interview/session/7"


def test_a_server_that_does_nothing_holds_nothing() -> None:
    server, _ = doors()

    server.saw([begun("r1"), ended("r1")])

    assert server.held() == Counter()
    assert server.doors() == []


def test_a_server_at_work_is_told_from_one_that_holds() -> None:
    server, _ = doors()

    server.saw([begun("r1")])
    assert server.held() is None
    server.saw([parked("r1")])
    assert server.held() == Counter(["/api/org/interviews"])
    server.saw([begun("r2")])
    assert server.held() is None, "another one is at work"


def test_who_was_let_go_is_at_work_before_the_log_says_so() -> None:
    server, opened = doors()
    server.saw([begun("r1"), parked("r1")])
    [door] = server.doors()

    door.open()

    assert door.gate == Gate("server POST /api/org/interviews", "db.create")
    assert opened == ["db.create"]
    assert server.held() is None
    assert server.doors() == []
    went_on = event("database", "gate", Phase.OK, "r1", gate="db.create")
    server.saw([went_on, ended("r1")])
    assert server.held() == Counter()


def test_who_gives_up_at_a_gate_is_held_no_more() -> None:
    server, _ = doors()
    server.saw([begun("r1"), parked("r1")])

    server.saw([event("database", "gate", Phase.FAIL, "r1", gate="db.create"), ended("r1")])

    assert server.doors() == []
    assert server.held() == Counter()


def test_of_several_at_one_gate_the_first_can_be_let_go() -> None:
    server, _ = doors()
    server.saw([begun("r1"), begun("r2"), parked("r1"), parked("r2"), parked("r2", "db.read")])

    gates = [it.gate for it in server.doors()]

    assert gates == [
        Gate("server POST /api/org/interviews", "db.create"),
        Gate("server POST /api/org/interviews#2", "db.read"),
    ]


def test_what_an_answered_request_left_running_is_work() -> None:
    server, _ = doors()
    task = ("server", "task")

    server.saw([begun("r1"), event(*task, Phase.BEGIN, "r1"), ended("r1")])
    assert server.held() is None
    server.saw([event(*task, Phase.OK, "r1")])
    assert server.held() == Counter()
