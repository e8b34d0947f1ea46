"""From the events of an act to its journey, with the traces cut out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from harness.model.event import Event
from harness.model.journey import Journey
from harness.model.rules import Rules
from harness.model.session import Session, Visitor
from harness.model.trace import Trace
from harness.model.word import Outcome, Topology
from harness.stage.slicing import Segment, ending, runner_id, segments


@dataclass(frozen=True, slots=True)
class Act:
    """What the stage knows of an act that no event tells."""

    id: str
    scenario: str
    starter: str
    visitor: Visitor
    session: Session | None
    conditions: tuple[str, ...]
    first_seq: int
    virtual_time: bool
    rules: Rules


def journey_of(
    act: Act,
    events: Sequence[Event],
    *,
    sees_backend: bool,
    sessions: Callable[[str], Session | None],
    topologies: Callable[[str, int], Topology],
    interrupted: bool = False,
) -> Journey:
    """The journey of the act. `sessions` knows a session by its URL id, `topologies` how a tab's
    document came to be.
    """
    traces = tuple(
        _trace(act, number, it, events, sessions, topologies, interrupted)
        for number, it in enumerate(segments(events, act.rules), start=1)
    )
    session = act.session or next((it.session for it in traces if it.session), None)
    return Journey(
        id=act.id,
        scenario=act.scenario,
        starter=act.starter,
        visitor=act.visitor,
        conditions=act.conditions,
        events=tuple(events),
        traces=traces,
        session=session,
        sees_backend=sees_backend,
        rules=act.rules,
    )


def _trace(
    act: Act,
    number: int,
    segment: Segment,
    events: Sequence[Event],
    sessions: Callable[[str], Session | None],
    topologies: Callable[[str, int], Topology],
    interrupted: bool,
) -> Trace:
    ended = ending(segment, waited=_waited_for(segment, events))
    cut_short = interrupted and ended.outcome not in (Outcome.READY, Outcome.ERROR)
    return Trace(
        id=f"{act.id}.{number}",
        tab=segment.tab,
        url=segment.url,
        topology=segment.topology or topologies(segment.tab, segment.begin.seq),
        visitor=act.visitor,
        session=sessions(runner_id(segment.url, act.rules)) or act.session,
        starter=act.starter,
        conditions=act.conditions,
        ending=ended,
        events=segment.events,
        began_ms=0.0 if segment.begin.what == "document" else segment.begin.at_ms,
        virtual_time=act.virtual_time,
        interrupted=cut_short,
        rules=act.rules,
    )


def _waited_for(segment: Segment, events: Sequence[Event]) -> bool:
    """Whether the stage waited for this tab to its deadline after the load began."""
    return any(
        it.actor == "harness"
        and it.what == "waited"
        and it.text("tab") == segment.tab
        and it.seq > segment.begin.seq
        for it in events
    )
