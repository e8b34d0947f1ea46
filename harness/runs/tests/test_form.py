import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.model.event import Event, Phase
from harness.model.journey import Journey
from harness.model.rules import Rules
from harness.model.session import Session, Visitor
from harness.model.trace import Ending, Trace
from harness.model.word import ErrorKind, Outcome, Topology
from harness.runs.form import journey_from_tree, journey_to_tree

OWNER = Visitor("owner", "u1", "student", "o1")
RULES = Rules(attempts=2, starters=("org",))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)
EVENTS = st.lists(
    st.builds(
        Event,
        seq=st.integers(0, 8),
        at_ms=st.floats(0, 1e6),
        clock=st.sampled_from(["tab-1", "backend"]),
        actor=st.sampled_from(["tab-1", "tab-2", "server"]),
        kind=st.sampled_from(Phase),
        what=st.text(max_size=8),
        detail=st.dictionaries(st.text(max_size=3), JSON, max_size=2),
    ),
    max_size=12,
).map(tuple)


def a_trace(events: tuple[Event, ...], *, visitor: Visitor = OWNER) -> Trace:
    ending = Ending(Outcome.ERROR, ErrorKind.SERVER, 12.5)
    return Trace(
        id="t1",
        tab="tab-2",
        url="https://app/interview/x",
        topology=Topology.NEW_TAB,
        visitor=visitor,
        session=Session("x", "x", "nonce", OWNER, {"route": "f1"}),
        starter="org",
        conditions=("latency:300ms",),
        ending=ending,
        events=events,
        rules=RULES,
    )


def a_journey(events: tuple[Event, ...], *traces: Trace) -> Journey:
    session = Session("x", "x", "nonce", OWNER, {"route": "f1"})
    return Journey(
        "j1", "s", "org", OWNER, ("latency:300ms",), events, traces, session, True, (), RULES
    )


def through_disk(journey: Journey) -> Journey:
    return journey_from_tree(json.loads(json.dumps(journey_to_tree(journey))), RULES)


@given(EVENTS, EVENTS)
def test_a_journey_comes_back_as_it_was(events: tuple[Event, ...], own: tuple[Event, ...]) -> None:
    journey = a_journey(events, a_trace(events[2:5] + own + events[:1]))

    assert through_disk(journey) == journey


def test_an_event_of_both_is_stored_once() -> None:
    events = tuple(Event(n, n, "tab-1", "tab-1", Phase.INFO, f"mark-{n}") for n in range(50))

    stored = json.dumps(journey_to_tree(a_journey(events, a_trace(events[10:]))))

    assert stored.count('"mark-30"') == 1


def test_what_differs_from_the_journey_is_kept() -> None:
    stranger = Visitor("stranger", "u2")

    back = through_disk(a_journey((), a_trace((), visitor=stranger)))

    assert back.visitor == OWNER
    assert back.runner.visitor == stranger


def test_rules_are_attached_from_outside() -> None:
    tree = journey_to_tree(a_journey((), a_trace(())))

    back = journey_from_tree(tree, Rules(attempts=7))

    assert "attempts" not in json.dumps(tree)
    assert (back.rules.attempts, back.runner.rules.attempts) == (7, 7)


@pytest.mark.parametrize("lost", ["events", "traces", "visitor"])
def test_a_journey_that_lacks_a_part_is_refused(lost: str) -> None:
    tree = journey_to_tree(a_journey((), a_trace(())))
    del tree[lost]

    with pytest.raises(KeyError):
        journey_from_tree(tree, RULES)
