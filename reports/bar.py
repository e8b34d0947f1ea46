"""One bar of a waterfall."""

from dataclasses import dataclass, replace

from harness.model.event import Event, Phase

LONGEST_LABEL = 80


@dataclass(frozen=True, slots=True)
class Bar:
    """Something that took from `begin_ms` to `end_ms` on the axis; an instant where both are equal.

    `state` is ok, fail, wait (a gap between attempts), open (it never ended) or a screen's name.
    """

    lane: str
    begin_ms: float
    end_ms: float
    label: str
    state: str
    seq: int


def instant(event: Event, lane: str, label: str) -> Bar:
    """An event that took no time."""
    state = "fail" if event.kind is Phase.FAIL or event.text("threw") else "ok"
    return Bar(lane, event.at_ms, event.at_ms, label, state, event.seq)


def moved(bar: Bar, shift: float) -> Bar:
    """The bar, `shift` ms later."""
    return replace(bar, begin_ms=bar.begin_ms + shift, end_ms=bar.end_ms + shift)


def cut(text: str) -> str:
    """The text in one line that fits beside a bar."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_LABEL else line[: LONGEST_LABEL - 1] + "…"
