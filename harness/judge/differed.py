"""What differed between two plays of one scenario: the steps that only one of them has.

Times, ids and what pages say are no steps: they differ in any two plays. What happened in different
tabs has no order that means anything, so each actor's steps are compared with its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from harness.model.event import Event, Phase
from harness.model.journey import Journey
from harness.model.story import MARK
from harness.model.trace import Trace

# What of an event is the same in every play of a scenario that goes the same way.
STEADY = ("role", "method", "status", "found", "screen", "kind", "reason", "name", "on", "layer")
MOST = 12


def differed(
    with_fault: Sequence[Journey], without: Sequence[Journey], *, most: int = MOST
) -> tuple[str, ...]:
    """Lines that begin with `-` for what only the play with the fault has, with `+` for what only
    the other has; how each load ended comes first.
    """
    one, other = _stories(with_fault), _stories(without)
    ends = [
        *(f"- {line}" for line in _ends(with_fault)),
        *(f"+ {line}" for line in _ends(without)),
    ]
    found = [
        line
        for actor in dict.fromkeys([*one, *other])
        for line in _between(actor, one.get(actor, ()), other.get(actor, ()))
    ]
    more = len(found) - most
    cut = [*found[:most], f"… {more} more"] if more > 0 else found
    return (*ends, *cut)


def _ends(journeys: Iterable[Journey]) -> list[str]:
    return [_end(trace) for journey in journeys for trace in journey.traces]


def _end(trace: Trace) -> str:
    kind = f" ({trace.error})" if trace.error else ""
    by = f", answered by {trace.answered_by}" if trace.answered_by else ""
    took_s = max(0.0, trace.ending.at_ms - trace.began_ms) / 1_000
    return f"{trace.tab} ended {trace.ended}{kind}{by}, after {took_s:.1f} s"


def _stories(journeys: Iterable[Journey]) -> Mapping[str, Sequence[str]]:
    told: dict[str, list[str]] = {}
    for journey in journeys:
        for event in journey.events:
            if step := _step(event):
                told.setdefault(event.actor, []).append(step)
    return told


def _step(event: Event) -> str:
    """The event without what differs in any two plays; '' where nothing is left of it."""
    if event.actor == "harness" or event.text("initiator") == "resource":
        return ""
    said = [f"{event.detail[key]}" for key in STEADY if event.detail.get(key) not in (None, "")]
    if not said and event.kind is not Phase.FAIL:
        return ""
    return " ".join([MARK[event.kind], event.what, *said])


def _between(actor: str, one: Sequence[str], other: Sequence[str]) -> list[str]:
    lines: list[str] = []
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, begin, end, from_, to in matcher.get_opcodes():
        if tag != "equal":
            lines += [f"- {actor}: {it}" for it in one[begin:end]]
            lines += [f"+ {actor}: {it}" for it in other[from_:to]]
    return lines
