"""When the runner's document was there, and what it was answered with."""

from collections.abc import Mapping

from harness.model.event import Event, Json, Phase
from harness.model.trace import Trace
from harness.model.word import Topology


def arrival(trace: Trace) -> Event | None:
    """The event of the document's answer, None where the load has none of its own (a Retry, a page
    from the cache, a document that did not come).
    """
    found = (it for it in trace.events if it.what == "document" and it.kind is Phase.OK)
    return next(found, None)


def did_arrive(trace: Trace) -> bool:
    """Whether there was a runner that could end: its document did not fail."""
    failing = any(it.what == "document" and it.kind is Phase.FAIL for it in trace.events)
    return arrival(trace) is not None or not failing


def arrived_ms(trace: Trace) -> float:
    """From when the load's time counts, in ms on the page's clock: the document's arrival, or the
    click on Retry.
    """
    found = arrival(trace)
    if trace.topology is Topology.RETRY or found is None or found.clock == "harness":
        return trace.began_ms
    return max(trace.began_ms, min(found.at_ms, trace.ending.at_ms))


def headers_of(event: Event) -> Mapping[str, Json]:
    """The headers of a document's answer, in lower case."""
    found = event.detail.get("headers")
    return found if isinstance(found, Mapping) else {}
