"""Where to look for what a failure shows: which request, which storage entry, which field.

Read off the events that the verdict points at; ids are put back to `{id}`, so that two loads of one
fault look the same.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, unquote, urlsplit

from harness.judge.act import is_good
from harness.judge.answer import id_in
from harness.judge.consequence import depth, spreads
from harness.judge.own_id import own_ids
from harness.model.event import Event
from harness.model.journey import Journey
from harness.model.look import Look
from harness.model.request import Request
from harness.model.rules import Rules
from harness.model.trace import Trace
from harness.model.verdict import Verdict
from harness.model.word import Outcome, Role

# What a request is for, the most telling first; files and documents tell where nothing else does.
TELLING = (Role.SESSION, Role.START, Role.CREATE, Role.ANSWER, Role.END, Role.AUTH, Role.TELEMETRY)
_QUOTED = re.compile(r"'([A-Za-z_][\w.]*)'")
_ID = r"(?=[\w-]*\d)[\w-]{12,}"
_SEGMENT = r"[\w.~%-]*[\w~%-]"


def look_at(verdict: Verdict, journey: Journey, trace: Trace | None) -> Look:
    """The request, entry, field and screen that the verdict is about, '' for what it is not."""
    shown = [it for it in journey.events if it.seq in verdict.evidence]
    ids = known_ids(journey)
    asked = _request(verdict, journey, trace)
    ended = _may_be_why(verdict, journey) if asked is None else not is_good(asked)
    return Look(
        request=told(asked, ids) if asked else "",
        entry=_entry(shown, ids),
        field=_field(verdict.reason, journey.rules),
        screen=_screen(shown, trace if ended else None),
        ids=_ids(verdict.reason, journey),
    )


def look_of_load(trace: Trace, journey: Journey) -> Look:
    """What a load asked last, and how it ended."""
    asked = trace.attempts[-1:]
    return Look(
        request=told(asked[0], known_ids(journey)) if asked else "",
        screen=_screen((), trace) or str(trace.ended),
    )


def joined(best: Look, others: Iterable[Look]) -> Look:
    """The look of the load that tells it best, its gaps filled from the others; where an entry is
    to be looked at, what was asked later is not.
    """
    told = list(others)

    def first(name: str) -> str:
        own = str(getattr(best, name))
        return own or next((str(getattr(it, name)) for it in told if getattr(it, name)), "")

    request = best.request if first("entry") else first("request")
    return Look(request, first("entry"), first("field"), best.screen, best.ids)


def told(request: Request, ids: Iterable[str]) -> str:
    """`GET /api/interview/session/{id} → 404`; `no answer` where none came."""
    end = "no answer" if request.status is None else str(request.status)
    return f"{request.method} {masked(urlsplit(request.url).path, ids)} → {end}"


def masked(text: str, ids: Iterable[str], rules: Rules | None = None) -> str:
    """The text with each of the ids, whatever else can only be one, and whatever stands where the
    rules have one (a runner's address, an entry's key, a document's path) as `{id}`; another one in
    the same text is `{id-2}`, so that it can be told from the first.
    """
    names: dict[str, str] = {}

    def named(found: re.Match[str]) -> str:
        before, id, after = [it for it in found.groups() if it is not None] or ("", found[0], "")
        name = names.setdefault(unquote(id), f"{{id-{len(names) + 1}}}" if names else "{id}")
        return f"{before}{name}{after}"

    return re.sub("|".join([*_places(rules), *_known(ids), _ID]), named, text)


def _places(rules: Rules | None) -> Iterator[str]:
    """What finds an id by its surroundings, in three groups."""
    places = (rules.runner_path, rules.entry_key, rules.document_path) if rules else ()
    for place in filter(None, places):
        before, _, after = place.partition("{id}")
        yield rf"(?<![\w/.-])({re.escape(before)})({_SEGMENT})({re.escape(after)})"


def _known(ids: Iterable[str]) -> Iterator[str]:
    """What finds the ids themselves, the longest first."""
    for it in sorted(filter(None, ids), key=len, reverse=True):
        yield from (rf"(?<![\w-]){re.escape(own)}(?![\w-])" for own in (it, quote(it, safe="")))


def known_ids(journey: Journey) -> frozenset[str]:
    """Every id by which the journey names a session."""
    found = {id_in(it.url, journey.rules) for it in journey.traces}
    if journey.session:
        found |= {journey.session.url_id, journey.session.document_id}
    found |= {id for _, id in own_ids(journey)}
    return frozenset(unquote(it) for it in found if it)


def _ids(reason: str, journey: Journey) -> str:
    """The ids of this journey, of which the reason names one: by what the starter did with each
    where they differ, else the one alone.
    """
    known = sorted(known_ids(journey), key=len, reverse=True)
    named = next((it for it in known if it in reason), "")
    own = own_ids(journey)
    if len(own) > 1 and named:
        return ", ".join(f"{how} {id}" for how, id in own)
    return named


def _request(verdict: Verdict, journey: Journey, trace: Trace | None) -> Request | None:
    """What the evidence points at; for a load that was not shown the attempt that failed, unless
    the reason speaks of another request, or of what has nothing to do with it.
    """
    seqs = set(verdict.evidence)
    pointed = [it for it in journey.all_requests if seqs.intersection(it.evidence)]
    pointed += list(_by_pair(seqs, journey))
    spoken = [it for it in pointed if urlsplit(it.url).path in verdict.reason]
    if not spoken and trace is not None and _may_be_why(verdict, journey):
        pointed += [it for it in trace.attempts[-1:] if trace.ended is not Outcome.READY]
    return min(spoken or pointed, key=_telling, default=None)


def _may_be_why(verdict: Verdict, journey: Journey) -> bool:
    """Whether the verdict's line has to do with what became of the load's requests: it may be why,
    or comes after them; one that points at an entry has that to look at.
    """
    entry = any(
        it.seq in verdict.evidence and it.what.startswith("storage.") for it in journey.events
    )
    late = depth(verdict.line) >= depth("runner.storage.valid")
    return not entry and (late or spreads(verdict.line))


def _by_pair(seqs: set[int], journey: Journey) -> Iterator[Request]:
    """The requests whose entries in the server's log are pointed at."""
    pairs = {it.pair for it in journey.events if it.seq in seqs and it.pair}
    yield from (it for it in journey.all_requests if it.pair in pairs)


def _telling(request: Request) -> tuple[bool, int]:
    """What failed before what did not, then by what it is for."""
    return is_good(request), _place(request)


def _place(request: Request) -> int:
    return TELLING.index(request.role) if request.role in TELLING else len(TELLING)


def _entry(shown: Iterable[Event], ids: frozenset[str]) -> str:
    keys = (it.text("key") for it in shown if it.what.startswith("storage."))
    return next((masked(it, ids) for it in keys if it), "")


def _field(reason: str, rules: Rules) -> str:
    """The payload's field that the reason quotes."""
    known = {part.split(".")[0] for part in rules.payload_required}
    quoted = _QUOTED.findall(reason)
    return next((it for it in quoted if it.split(".")[0] in known), "")


def _screen(shown: Iterable[Event], trace: Trace | None) -> str:
    seen = [it for it in shown if it.what == "screen"]
    if seen:
        kind = seen[-1].text("kind")
        return seen[-1].text("screen") + (f" ({kind})" if kind else "")
    if trace is None or trace.ended is Outcome.READY:
        return ""
    return str(trace.ended) + (f" ({trace.error})" if trace.error else "")
