"""Each load is reported by a beacon when it has ended."""

from harness.invariants.invariant import LoadInvariant
from harness.judge.beacon import beacons
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import Outcome


def judge(trace: Trace) -> Ruling:
    """Fails a load that ended ready or in an error, and was not reported by `sendBeacon`."""
    if trace.ended not in (Outcome.READY, Outcome.ERROR):
        return not_applicable("The load did not end.")
    sent = [it for it in beacons(trace) if it.request.begin.text("initiator") in ("beacon", "")]
    if sent:
        return passed(len(sent))
    screen = trace.final_screen
    other = beacons(trace)
    how = f" (it was sent by {other[0].request.begin.text('initiator')})" if other else ""
    return failed(
        f"The load ended {trace.ended}, but no beacon reported it{how}.",
        *([screen.seq] if screen else []),
    )


INVARIANT = LoadInvariant("telemetry-is-sent", "telemetry.sent", judge, keys=("api.telemetry",))
