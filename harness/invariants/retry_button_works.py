"""Retry starts the load over, in place."""

from harness.invariants.invariant import LoadInvariant
from harness.judge.entry import key_of
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import Role, Screen, Topology


def judge(trace: Trace) -> Ruling:
    """Fails a Retry after which neither layer was asked, nothing was shown to be loading, or the
    page was loaded anew.
    """
    if trace.topology is not Topology.RETRY:
        return not_applicable("This load did not begin with Retry.")
    begun = trace.events[0]
    reads = [
        it
        for it in trace.events
        if it.what == "storage.read" and (it.text("key") == key_of(trace) or it.text("threw"))
    ]
    if not reads and not trace.requests(Role.SESSION):
        if any(it.what == "hidden" for it in trace.events):
            return failed("Retry left the page instead of starting over in place.", begun.seq)
        return failed("Retry was pressed, and neither storage nor the server was asked.", begun.seq)
    screens = [it.text("screen") for it in trace.screens()]
    if Screen.LOADING not in screens and Screen.READY not in screens:
        return failed("Retry was pressed, and the page did not show that it loads.", begun.seq)
    return passed()


INVARIANT = LoadInvariant("retry-button-works", "runner.error.retry", judge)
