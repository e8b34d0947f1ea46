"""One bar of a waterfall."""

from dataclasses import dataclass, replace

from harness.model.event import Event, Phase
from harness.model.request import Request
from harness.model.word import Role

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


def request_bar(request: Request, lane: str, until: float) -> Bar:
    """A request from its begin to its answer; to `until` where none came."""
    path = request.url.split("?")[0].rsplit("//", 1)[-1].partition("/")[2]
    name = request.role if request.role is not Role.OTHER else f"{request.method} /{path}"
    label = cut(f"{name} {answer(request)}".rstrip())
    if request.ended_ms is None:
        return Bar(
            lane, request.began_ms, max(until, request.began_ms), label, "open", request.begin.seq
        )
    answered = request.end is not None and request.end.kind is Phase.OK
    good = answered and (request.status or 0) < 400  # a beacon is sent without an answer
    return Bar(
        lane, request.began_ms, request.ended_ms, label, "ok" if good else "fail", request.begin.seq
    )


def answer(request: Request) -> str:
    """What came of a request, in a word; '' where nothing did."""
    return str(request.status or request.failure or "")
