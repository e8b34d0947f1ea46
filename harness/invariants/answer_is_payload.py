"""What the server answers 200 for a session is its payload."""

from urllib.parse import unquote, urlsplit

from harness.invariants.invariant import JourneyInvariant
from harness.judge.act import asked, is_own_answer
from harness.judge.answer import payload_of
from harness.judge.payload import at, fault_of
from harness.model.journey import Journey
from harness.model.request import Request
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown
from harness.model.word import Role


def judge(journey: Journey) -> Ruling:
    """Fails a 200 of the app's own to GET session that lacks a field or is of another id."""
    calls = [it for it in asked(journey, Role.SESSION) if it.status == 200]
    own = [it for it in calls if is_own_answer(journey, it)]
    if not own:
        return not_applicable("The app itself answered no GET session with 200.")
    for it in own:
        if it.end is None or "body" not in it.end.detail:
            return unknown(f"The body of {it.url} was not captured.", *it.evidence)
        payload = payload_of(it, journey.rules)
        fault = fault_of(payload, journey.rules) or _other_id(journey, it)
        if fault:
            return failed(f"{it.url} answered 200, but {fault}.", *it.evidence, examined=len(own))
    return passed(len(own))


def _other_id(journey: Journey, request: Request) -> str:
    named = str(at(payload_of(request, journey.rules), journey.rules.payload_id))
    session = journey.session
    parts = {unquote(part) for part in urlsplit(request.url).path.split("/")}
    known = parts | (session.ids if session else set())
    return "" if named in known else f"it is of '{named}'"


INVARIANT = JourneyInvariant("answer-is-payload", "server.get.payload", judge, by_presence=True)
