"""Each load gets a document that was made for it: no answer serves two loads, or another address.

`route-is-dynamic` looks at what the answer says of caches; a service worker that kept an answer
says nothing. What tells is the id that the server gives each request.
"""

from urllib.parse import unquote, urlsplit

from harness.invariants.invariant import JourneyInvariant
from harness.judge.arrival import arrival
from harness.model.event import Event, Phase
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_told, passed


def judge(journey: Journey) -> Ruling:
    """Fails a runner's document whose request id another load's had before, or by which the
    server's log knows the request of another address.
    """
    arrived = [event for it in journey.traces if (event := arrival(it))]
    found = [it for it in arrived if it.pair]
    if not found:
        return not_told(len(arrived), "No document with a request's id arrived.")
    asked = _paths_by_id(journey)
    first: dict[str, Event] = {}
    for event in found:
        before = first.setdefault(event.pair, event)
        if before is not event:
            return failed(
                f"{event.text('url')} was answered with what had been answered before: both have "
                f"the request id '{event.pair}'.",
                before.seq,
                event.seq,
                examined=len(found),
            )
        path = asked.get(event.pair)
        own = unquote(urlsplit(event.text("url")).path)
        if path is not None and path != own:
            return failed(
                f"{event.text('url')} was answered with what the server had made for '{path}'.",
                event.seq,
                examined=len(found),
            )
    return passed(len(found))


def _paths_by_id(journey: Journey) -> dict[str, str]:
    """What the server was asked for under each id, as far as its log can be seen."""
    return {
        it.pair: unquote(it.text("path"))
        for it in journey.events
        if it.actor == "server" and it.what == "request" and it.kind is Phase.BEGIN and it.pair
    }


INVARIANT = JourneyInvariant(
    "document-is-own", "runner.route.dynamic", judge, by_presence=True, keys=("pair_header",)
)
