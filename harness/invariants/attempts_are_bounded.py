"""A load asks for its session at most as often as the contract allows."""

from harness.invariants.invariant import LoadInvariant
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed


def judge(trace: Trace) -> Ruling:
    """Fails a load with more GET session requests than attempts are allowed, up to its end."""
    made = trace.attempts
    if not made:
        return not_applicable("The server was not asked.")
    allowed = trace.rules.attempts
    if len(made) <= allowed:
        return passed(len(made))
    return failed(
        f"{allowed} attempts are allowed, {len(made)} were made at {made[0].url}.",
        *(it.begin.seq for it in made),
        examined=len(made),
    )


INVARIANT = LoadInvariant("attempts-are-bounded", "runner.server.attempts", judge, by_presence=True)
