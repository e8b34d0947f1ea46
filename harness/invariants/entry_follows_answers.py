"""The stored entry follows the interview: written anew after an answer, removed after the end."""

from harness.invariants.invariant import JourneyInvariant
from harness.judge.act import asked, is_good
from harness.judge.entry import key_of
from harness.model.event import Event, Phase
from harness.model.journey import Journey
from harness.model.request import Request
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import Role


def judge(journey: Journey) -> Ruling:
    """Fails an acknowledged answer after which the tab did not write the entry, and an acknowledged
    end after which it did not remove it. Trying is enough.
    """
    calls = [it for it in asked(journey, Role.ANSWER, Role.END) if is_good(it)]
    owned = [(it, trace) for it in calls if (trace := _load_of(journey, it)) is not None]
    if not owned:
        return not_applicable("No answer and no end was acknowledged.")
    for call, trace in owned:
        follows = "storage.write" if call.role is Role.ANSWER else "storage.remove"
        if not any(_follows(it, call, follows, key_of(trace)) for it in journey.events):
            what = "written anew" if call.role is Role.ANSWER else "removed"
            return failed(
                f"{call.role} was acknowledged, but '{key_of(trace)}' was not {what} after it.",
                *call.evidence,
                examined=len(owned),
            )
    return passed(len(owned))


def _load_of(journey: Journey, call: Request) -> Trace | None:
    own = [it for it in journey.traces if it.tab == call.begin.actor]
    before = [it for it in own if it.events[0].seq < call.begin.seq]
    return before[-1] if before else None


def _follows(event: Event, call: Request, what: str, key: str) -> bool:
    """Whether the tab did it after the answer; a storage that throws cannot be kept."""
    if call.end is None or event.actor != call.end.actor or event.seq < call.end.seq:
        return False
    if event.text("threw"):
        return True
    named = event.text("key") in (key, "*")
    return event.what == what and event.kind is Phase.OK and named


INVARIANT = JourneyInvariant(
    "entry-follows-answers", "runner.storage.renewed", judge, keys=("api.answer|api.end",)
)
