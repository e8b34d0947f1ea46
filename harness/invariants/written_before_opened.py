"""The database holds the session before the tab is sent to the runner."""

from harness.invariants.invariant import JourneyInvariant
from harness.judge.order import order_in
from harness.judge.start import Start, start_of
from harness.judge.write import first_before, writes_in, writes_of
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown
from harness.model.word import Capability


def judge(journey: Journey) -> Ruling:
    """Fails a starter whose session was written to the database only after the tab was sent on, or
    never. The server's log decides, paired by request; what cannot be ordered is UNKNOWN.
    """
    start = start_of(journey)
    if start is None or start.send is None or not journey.sees_backend:
        return not_applicable("No starter opened a runner, or the database cannot be seen.")
    if not journey.rules.document_path:
        return not_applicable("The profile does not say where documents stand.")
    writes = tuple(it for call in start.last for it in writes_of(journey, call))
    if not writes:
        known = writes_in(journey)
        return failed(
            f"The tab was sent to the runner, but {_last(start)} wrote no "
            f"'{journey.rules.document_path}'; {len(known)} writes of such documents were seen.",
            start.send.seq,
            *(it.seq for it in known),
        )
    before = first_before(order_in(journey), writes, start.send)
    if before is None:
        return unknown(
            "Whether the database write or the navigation came first is not known.",
            start.send.seq,
            *(it.seq for it in writes),
        )
    if before:
        return passed(len(writes))
    return failed(
        f"The tab was sent to the runner before '{writes[0].text('path')}' was written.",
        start.send.seq,
        *(it.seq for it in writes),
    )


def _last(start: Start) -> str:
    """What the call that makes the session whole is called."""
    return str(start.calls[-1][0]) if start.calls else "starter"


INVARIANT = JourneyInvariant(
    "written-before-opened",
    "starter.database",
    judge,
    needs=frozenset({Capability.SERVER_LOG}),
)
