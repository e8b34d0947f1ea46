"""The runner is never blank: from its document's arrival to its end something can be seen."""

from harness.invariants.invariant import LoadInvariant
from harness.judge.arrival import arrived_ms, did_arrive
from harness.judge.timing import parked_ms
from harness.model.event import Event
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown
from harness.model.word import Outcome, Screen


def judge(trace: Trace) -> Ruling:
    """Fails a stretch of blank screen of more than `blank_ms`, and an end on a blank screen.

    A first paint takes a moment, so short stretches pass; what a gate held does not count.
    """
    screens = [it for it in trace.screens() if it.at_ms <= trace.ending.at_ms]
    if not did_arrive(trace) or trace.ended is Outcome.ABANDONED:
        return not_applicable()
    if not screens:
        return unknown("No screen of this load was seen at all.")
    for at, screen in enumerate(screens):
        if screen.text("screen") != Screen.BLANK:
            continue
        until = screens[at + 1].at_ms if at + 1 < len(screens) else trace.ending.at_ms
        blank = _length(trace, screen, until)
        if blank > trace.rules.blank_ms:
            return failed(
                f"The page was blank for {blank / 1_000:.1f} s; {trace.rules.blank_ms / 1_000:g} s "
                "are let pass for a first paint.",
                screen.seq,
                examined=len(screens),
            )
    return passed(len(screens))


def _length(trace: Trace, screen: Event, until: float) -> float:
    since = max(screen.at_ms, arrived_ms(trace))
    return until - since - parked_ms(trace, since, until)


INVARIANT = LoadInvariant("never-blank", "runner.blank", judge)
