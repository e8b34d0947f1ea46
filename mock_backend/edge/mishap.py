"""What the hosting answers in the app's place when something is the matter.

The codes are those of vercel.com/docs/errors; 403 and 429 with `x-vercel-mitigated` come of its
firewall.
"""

from collections.abc import Callable, Iterator, Mapping

from mock_backend.edge.asked import Asked, Reply, error
from mock_backend.edge.span import Lasting
from mock_backend.edge.switch import Span

Branch = Callable[[Asked], Reply | None]
"""Answers a request in the app's place, or lets it pass with None."""

ANSWERS_FIRST = 3
"""How many requests a deployment that is ready too soon answers well."""

_GONE = {
    402: "DEPLOYMENT_DISABLED",
    403: "DEPLOYMENT_BLOCKED",
    404: "DEPLOYMENT_NOT_FOUND",
    410: "DEPLOYMENT_DELETED",
    503: "DEPLOYMENT_PAUSED",
}
_STATUS = "https://vercel.com/status-of-deployment"


def mishaps(on: Mapping[str, Span], began_s: float) -> Iterator[Branch]:
    """The branches that are on, outermost first: firewall, deployment, function."""
    if "challenge" in on:
        yield _after(on["challenge"], began_s, lambda: _mitigated(403, "challenge"))
    if "rate-limit" in on:
        yield _after(on["rate-limit"], began_s, lambda: _mitigated(429, "deny"))
    if "not-ready" in on:
        yield _while(on["not-ready"], began_s, _not_ready)
    if "deployment-error" in on:
        status = on["deployment-error"].number
        yield lambda _: error(status, _GONE.get(status, "DEPLOYMENT_NOT_FOUND"))
    if "ready-too-soon" in on:
        yield _too_soon(on["ready-too-soon"], began_s)


def timeouts(on: Mapping[str, Span], began_s: float) -> Branch:
    """Calls of a function that the hosting ended: 504, as often as it was said."""
    lasting = Lasting(on["timeout"], began_s) if "timeout" in on else None

    def branch(asked: Asked) -> Reply | None:
        if lasting is None or not asked.function.startswith("/api/interview/session"):
            return None
        if not lasting.holds(asked.at_s):
            return None
        return error(504, "FUNCTION_INVOCATION_TIMEOUT")

    return branch


def _while(span: Span, began_s: float, reply: Callable[[], Reply]) -> Branch:
    lasting = Lasting(span, began_s)
    return lambda asked: reply() if lasting.holds(asked.at_s) else None


def _after(span: Span, began_s: float, reply: Callable[[], Reply]) -> Branch:
    lasting = Lasting(span, began_s)
    return lambda asked: None if lasting.holds(asked.at_s) else reply()


def _too_soon(span: Span, began_s: float) -> Branch:
    first, then = Lasting(Span(requests=ANSWERS_FIRST), began_s), Lasting(span, began_s)

    def branch(asked: Asked) -> Reply | None:
        if first.holds(asked.at_s) or not then.holds(asked.at_s):
            return None
        return error(404, "DEPLOYMENT_NOT_FOUND")

    return branch


def _not_ready() -> Reply:
    return error(303, "DEPLOYMENT_NOT_READY_REDIRECTING", more=(("location", _STATUS),))


def _mitigated(status: int, how: str) -> Reply:
    page = b"<!doctype html><title>Vercel Security Checkpoint</title>"
    kind = (("content-type", "text/html; charset=utf-8"), ("x-vercel-mitigated", how))
    return Reply(status, kind, page)
