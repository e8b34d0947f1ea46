"""Each call about a session carries the bearer token of the one who asks."""

from harness.invariants.invariant import JourneyInvariant
from harness.judge.act import asked
from harness.model.journey import Journey
from harness.model.request import Request
from harness.model.session import Visitor
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import Role

CALLS = (Role.SESSION, Role.CREATE, Role.START, Role.ANSWER, Role.END)


def judge(journey: Journey) -> Ruling:
    """Fails a call without a token in its header, or with somebody else's than the visitor's."""
    guests = journey.rules.guests
    calls = [it for it in asked(journey, *CALLS) if _visitor(journey, it).name not in guests]
    if not calls:
        return not_applicable("No call about a session was made by somebody who signs in.")
    for call in calls:
        if not call.bearer:
            return failed(f"{call.method} {call.url} carries no bearer token.", *call.evidence)
        uid = _visitor(journey, call).uid
        if uid and call.bearer not in (uid, "unreadable"):
            return failed(
                f"{call.method} {call.url} carries the token of '{call.bearer}'; '{uid}' is "
                "signed in.",
                *call.evidence,
            )
    return passed(len(calls))


def _visitor(journey: Journey, call: Request) -> Visitor:
    own = [it.visitor for it in journey.traces if it.tab == call.begin.actor]
    return own[-1] if own else journey.visitor


INVARIANT = JourneyInvariant(
    "bearer-on-session-calls", "runner.server.bearer", judge, by_presence=True, keys=("sign_in",)
)
