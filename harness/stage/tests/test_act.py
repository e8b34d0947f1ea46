"""A journey is what an act's events tell, with its traces cut out."""

import pytest

from harness.model.event import Event, Json, Phase
from harness.model.journey import Journey
from harness.model.rules import Rules
from harness.model.session import Session, Visitor
from harness.model.word import Outcome, Topology
from harness.stage.act import Act, journey_of

OWNER = Visitor("owner", "u1")
SESSION = Session("abc", "abc", "nonce", OWNER)
ACT = Act("j1", "test_x", "org", OWNER, None, ("offline",), 0, True, Rules())


def event(seq: int, what: str, *, actor: str = "tab-1", **detail: Json) -> Event:
    clock = f"{actor}/1" if actor.startswith("tab-") else "harness"
    kind = Phase.BEGIN if what == "document" else Phase.INFO
    return Event(seq, seq * 10.0, clock, actor, kind, what, "", detail)


def journey(*events: Event, interrupted: bool = False) -> Journey:
    return journey_of(
        ACT,
        events,
        sees_backend=True,
        sessions=lambda url_id: SESSION if url_id == "abc" else None,
        topologies=lambda _tab, _seq: Topology.RELOAD,
        interrupted=interrupted,
    )


LOAD = event(1, "document", url="http://app.test/interview/abc")


def test_a_trace_knows_its_session_by_the_address() -> None:
    found = journey(LOAD, event(2, "screen", screen="ready"))
    assert found.session is SESSION
    [trace] = found.traces
    assert (trace.id, trace.session, trace.topology) == ("j1.1", SESSION, Topology.RELOAD)
    assert (trace.ended, trace.starter, trace.conditions) == (Outcome.READY, "org", ("offline",))


def test_a_load_that_nobody_knows_has_no_session() -> None:
    found = journey(event(1, "document", url="http://app.test/interview/other"))
    assert found.session is None
    assert found.traces[0].session is None


@pytest.mark.parametrize(("waited", "outcome"), [(True, Outcome.STUCK), (False, Outcome.ABANDONED)])
def test_a_load_is_stuck_only_where_its_end_was_waited_for(waited: bool, outcome: Outcome) -> None:
    wait = event(2, "waited", actor="harness", tab="tab-1" if waited else "tab-2")
    assert journey(LOAD, wait).traces[0].ended is outcome


def test_an_interruption_cuts_what_had_not_ended() -> None:
    ready = (LOAD, event(2, "screen", screen="ready"))
    assert not journey(*ready, interrupted=True).traces[0].interrupted
    assert journey(LOAD, interrupted=True).traces[0].interrupted


def test_a_load_counts_from_where_its_document_went_on_to_the_runner() -> None:
    lobby, runner = "http://app.test/org", "http://app.test/interview/abc"
    moved = event(5, "route", url=runner, **{"from": lobby})
    found = journey(event(1, "document", url=lobby), moved, event(6, "screen", screen="ready"))

    assert [(it.began_ms, it.url) for it in found.traces] == [(50.0, runner)]
    assert journey(LOAD).traces[0].began_ms == 0.0
