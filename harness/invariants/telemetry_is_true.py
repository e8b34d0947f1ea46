"""What a telemetry message says of a load is what happened."""

from collections.abc import Mapping

from harness.invariants.invariant import LoadInvariant
from harness.judge.beacon import Beacon, last_of_load
from harness.judge.payload import ABSENT
from harness.judge.timing import LATE_MS
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import Outcome


def judge(trace: Trace) -> Ruling:
    """Fails a message whose outcome, kind, layer, attempts, starter or milliseconds differ from
    what was seen.

    An attempt that never became a request may be counted by the app; no more than are allowed. A
    layer's time cannot be longer than the load.
    """
    beacon = last_of_load(trace)
    if beacon is None or trace.ended not in (Outcome.READY, Outcome.ERROR):
        return not_applicable("The load did not end, or was not reported.")
    for word, due in _due(trace).items():
        said = beacon.says(word)
        if said is not ABSENT and (said or None) != (due or None):
            return _failed(trace, beacon, f"says {word} is '{said}'; it was '{due or 'none'}'")
    wrong = _attempts(trace, beacon) or _times(trace, beacon)
    return _failed(trace, beacon, wrong) if wrong else passed()


def _due(trace: Trace) -> dict[str, str]:
    due = {"outcome": str(trace.ended), "layer": str(trace.answered_by or "")}
    if trace.ended is Outcome.READY or trace.error is not None:
        due["kind"] = str(trace.error or "")
    if trace.starter and f"from={trace.starter}" in trace.url:
        due["starter"] = trace.starter
    return due


def _attempts(trace: Trace, beacon: Beacon) -> str:
    said, seen = beacon.says("attempts"), len(trace.attempts)
    if said is ABSENT or (isinstance(said, int) and seen <= said <= _most(trace, seen)):
        return ""
    return f"says {said} attempts; {seen} were made"


def _most(trace: Trace, seen: int) -> int:
    """How many attempts may be counted: those seen, and those that auth kept from being sent."""
    auth = sum(1 for it in trace.all_requests if it.role == "auth" and it.status != 200)
    return min(trace.rules.attempts, seen + auth)


def _times(trace: Trace, beacon: Beacon) -> str:
    said = beacon.says("ms")
    lasted = beacon.request.began_ms - trace.began_ms + LATE_MS
    for layer, ms in said.items() if isinstance(said, Mapping) else ():
        if isinstance(ms, int | float) and not 0 <= ms <= lasted:
            return f"says {layer} took {ms} ms; the whole load took {lasted - LATE_MS:.0f} ms"
    return ""


def _failed(trace: Trace, beacon: Beacon, said: str) -> Ruling:
    screen = trace.final_screen
    seqs = [screen.seq] if screen else []
    return failed(f"The telemetry message {said}.", *beacon.request.evidence, *seqs)


INVARIANT = LoadInvariant(
    "telemetry-is-true", "telemetry.true", judge, keys=("api.telemetry", "telemetry")
)
