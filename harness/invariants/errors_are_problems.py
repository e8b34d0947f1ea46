"""The server's errors are problem documents with a code (RFC 9457)."""

from harness.invariants.invariant import JourneyInvariant
from harness.judge.payload import at
from harness.judge.session_call import own_errors
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_applicable, passed

PROBLEM = "application/problem+json"


def judge(journey: Journey) -> Ruling:
    """Fails an error of the session API that is no `application/problem+json`, or has no `code`."""
    errors = own_errors(journey)
    if not errors:
        return not_applicable("The session API itself answered no error.")
    for it in errors:
        kind = str(it.headers.get("content-type") or "none")
        if not kind.casefold().startswith(PROBLEM):
            return failed(
                f"{it.url} answered {it.status} with content-type {kind}, not {PROBLEM}.",
                *it.evidence,
                examined=len(errors),
            )
        code = at(it.body, "code")
        if not isinstance(code, str) or not code:
            return failed(
                f"{it.url} answered {it.status} without a 'code'.",
                *it.evidence,
                examined=len(errors),
            )
    return passed(len(errors))


INVARIANT = JourneyInvariant("errors-are-problems", "server.error.problem", judge, by_presence=True)
