"""The runner's address answers 200 for any well-formed id."""

import re

from harness.invariants.invariant import LoadInvariant
from harness.judge.answer import url_id_of
from harness.judge.arrival import arrival, headers_of
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown

WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,127}")
CHALLENGE = "x-vercel-mitigated"


def judge(trace: Trace) -> Ruling:
    """Fails a runner's document that is not answered 200.

    A bot challenge or a login wall in front of the deployment is UNKNOWN: it is not the app.
    """
    event = arrival(trace)
    status = event.detail.get("status") if event else None
    if event is None or not isinstance(status, int):
        return not_applicable("No document was asked for, or its status was not seen.")
    if not WELL_FORMED.fullmatch(url_id_of(trace)):
        return not_applicable("The id is not well-formed.")
    if CHALLENGE in headers_of(event) or (status == 401 and not trace.screens()):
        return unknown("A challenge or a login wall answered instead of the app.", event.seq)
    if status in (200, 304):
        return passed()
    return failed(f"{event.text('url') or trace.url} answered {status}, not 200.", event.seq)


INVARIANT = LoadInvariant("route-answers", "runner.route.200", judge)
