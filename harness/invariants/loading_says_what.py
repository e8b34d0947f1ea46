"""While loading, the page says what it is doing, and which attempt it is at."""

from harness.invariants.invariant import LoadInvariant
from harness.model.event import Event
from harness.model.request import Request
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import Outcome, Screen


def judge(trace: Trace) -> Ruling:
    """Fails a loading screen without words, and a further attempt that the page does not tell of.

    While attempt n waits for its answer, or the wait before it goes on, some screen must say so in
    the words of the rules' `progress`.
    """
    loading = [it for it in trace.until_end if _is(it, Screen.LOADING)]
    mute = [it for it in loading if not it.text("text").strip()]
    if mute:
        return failed("The loading screen says nothing about what it is doing.", mute[0].seq)
    further = list(enumerate(trace.attempts, start=1))[1:]
    if not loading and not further:
        return not_applicable()
    for number, attempt in further:
        if trace.rules.progress and not _told(trace, number, attempt):
            if trace.ended is Outcome.ABANDONED and attempt is trace.attempts[-1]:
                continue
            words = _words(trace, number)
            return failed(
                f"Attempt {number} was made, but the page never said '{words}'.",
                *attempt.evidence,
                *(it.seq for it in loading[-1:]),
                examined=len(loading) + len(further),
            )
    return passed(len(loading) + len(further))


def _told(trace: Trace, number: int, attempt: Request) -> bool:
    before = trace.attempts[number - 2].begin.seq
    ends = attempt.end.seq if attempt.end else 2**62
    words = _words(trace, number).casefold()
    shown = (it for it in trace.until_end if it.what == "screen" and before < it.seq < ends)
    return any(words in " ".join(it.text("text").casefold().split()) for it in shown)


def _words(trace: Trace, number: int) -> str:
    known = trace.rules.progress.replace("{n}", str(number))
    return known.replace("{of}", str(trace.rules.attempts))


def _is(event: Event, screen: Screen) -> bool:
    return event.what == "screen" and event.text("screen") == screen


INVARIANT = LoadInvariant("loading-says-what", "runner.loading.text", judge)
