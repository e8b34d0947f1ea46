"""The server's errors tell nothing of its inside."""

import json

from harness.invariants.invariant import JourneyInvariant
from harness.judge.innards import innards_in
from harness.judge.session_call import own_errors
from harness.model.event import Json
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown

# Its own address and ids are a problem document's business (RFC 9457, 3.1).
OWN_FIELDS = ("type", "instance", "requestId")


def judge(journey: Journey) -> Ruling:
    """Fails an error of the session API with a stack, an exception or a foreign id in its body."""
    errors = own_errors(journey)
    if not errors:
        return not_applicable("The session API itself answered no error.")
    foreign = _foreign_ids(journey)
    for it in errors:
        if it.end is None or "body" not in it.end.detail:
            return unknown(f"The body of {it.url} was not captured.", *it.evidence)
        texts = _texts(it.body)
        inside = next(filter(None, (innards_in(text) for text in texts)), "")
        named = [uid for uid in foreign if any(uid in text for text in texts)]
        if inside or named:
            what = inside or f"the id of somebody else ('{named[0]}')"
            return failed(
                f"{it.url} answered {it.status} with {what} in its body.",
                *it.evidence,
                examined=len(errors),
            )
    return passed(len(errors))


def _foreign_ids(journey: Journey) -> list[str]:
    owner = journey.session.owner.uid if journey.session else ""
    return [owner] if owner and owner != journey.visitor.uid else []


def _texts(body: Json) -> list[str]:
    if isinstance(body, dict):
        return [str(value) for name, value in body.items() if name not in OWN_FIELDS]
    return [body if isinstance(body, str) else json.dumps(body)]


INVARIANT = JourneyInvariant(
    "errors-keep-secrets", "server.error.internals", judge, by_presence=True
)
