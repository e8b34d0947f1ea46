"""Each failure leaves one diagnostic line: id, layer, attempt, status, elapsed."""

import re

from harness.invariants.invariant import LoadInvariant
from harness.judge.answer import Answer, answer_of, told, url_id_of
from harness.model.event import Event
from harness.model.request import Request
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import Layer, Outcome

# What the browser itself says of a failed request is no line of the app's.
BROWSERS = re.compile(r"Failed to load resource|net::ERR_|Access to fetch")
FIGURES = 2  # attempt and elapsed; the status is looked for by itself


def judge(trace: Trace) -> Ruling:
    """Fails an attempt that went wrong without a line of its own, and a line said twice.

    Such a line names the id, the layer, the attempt's number, the status where one came, and at
    least one figure more, the time.
    """
    wrong = [(n, it) for n, it in enumerate(trace.attempts, start=1) if _is_wrong(it, trace)]
    if not wrong or trace.ended is Outcome.ABANDONED:
        return not_applicable("No attempt failed.")
    lines = _lines(trace)
    for number, attempt in wrong:
        between = _between(trace, number)
        own = [it for it in lines if it.seq in between and _tells(it, number, attempt, trace)]
        if len(own) != 1:
            how = "without a diagnostic line" if not own else f"with {len(own)} diagnostic lines"
            return failed(
                f"Attempt {number} failed ({told(attempt)}) {how} of id, layer, attempt, status "
                f"and elapsed; {len(lines)} lines name the id.",
                *attempt.evidence,
                *(it.seq for it in own or lines[:3]),
                examined=len(wrong),
            )
    return passed(len(wrong))


def _is_wrong(attempt: Request, trace: Trace) -> bool:
    """Whether the attempt failed as far as the app can know by the load's end."""
    answer = answer_of(attempt, trace)
    if answer in (Answer.GOOD, Answer.NOT_CAPTURED):
        return False
    return answer is not Answer.PENDING or attempt is not trace.attempts[-1]


def _lines(trace: Trace) -> list[Event]:
    named = url_id_of(trace)
    found = (it for it in trace.named("console") if named and named in it.text("text"))
    return [it for it in found if not BROWSERS.search(it.text("text"))]


def _between(trace: Trace, number: int) -> range:
    """The seqs from the end of that attempt to the begin of the next: its line stands there."""
    attempt, later = trace.attempts[number - 1], trace.attempts[number:]
    first = attempt.end.seq if attempt.end else attempt.begin.seq
    last = later[0].begin.seq if later else max(it.seq for it in trace.events) + 1
    return range(first, last)


def _tells(line: Event, number: int, attempt: Request, trace: Trace) -> bool:
    text = line.text("text").replace(url_id_of(trace), " ")
    figures = re.findall(r"(?<![\w.])\d+(?:\.\d+)?", text)
    status = str(attempt.status) if attempt.status is not None else ""
    rest = list(figures)
    for known in filter(None, (str(number), status)):
        if known not in rest:
            return False
        rest.remove(known)
    return Layer.SERVER in text.casefold() and len(rest) >= 1


INVARIANT = LoadInvariant("failures-are-logged", "runner.diagnostic", judge)
