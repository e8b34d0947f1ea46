"""What follows from what: which line of the contract may be broken only because another one is.

Each line speaks of one fact, and facts rest on each other:

    created ─┬─ stored ── lookup ───────────┐
             ├─ entry ──┐                   │
             └─ opened ─┴─ page ─┐          │
    identity ────────────────────┴─ found ── asked ── answer ── kept ── ran ── shown ── told
    stored, entry, answer ── content ── seen ── told

`shown` is whether the person gets to the session at all, `seen` whether it is the right one. A line
whose breach changes nothing that comes later (a header, a wording, a report) spreads to nothing,
whatever it speaks of.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache


class Fact(StrEnum):
    """What a line of the contract is about, in the order in which it comes to be."""

    CREATED = "created"
    STORED = "stored"
    LOOKUP = "lookup"
    ENTRY = "entry"
    OPENED = "opened"
    PAGE = "page"
    IDENTITY = "identity"
    FOUND = "found"
    ASKED = "asked"
    ANSWER = "answer"
    CONTENT = "content"
    KEPT = "kept"
    RAN = "ran"
    SHOWN = "shown"
    SEEN = "seen"
    TOLD = "told"


RESTS_ON: Mapping[Fact, tuple[Fact, ...]] = {
    Fact.CREATED: (),
    Fact.STORED: (Fact.CREATED,),
    Fact.LOOKUP: (Fact.CREATED, Fact.STORED),
    Fact.ENTRY: (Fact.CREATED,),
    Fact.OPENED: (Fact.CREATED,),
    Fact.PAGE: (Fact.OPENED,),
    Fact.IDENTITY: (),
    Fact.FOUND: (Fact.ENTRY, Fact.PAGE, Fact.IDENTITY),
    Fact.ASKED: (Fact.FOUND,),
    Fact.ANSWER: (Fact.STORED, Fact.LOOKUP, Fact.ASKED),
    Fact.CONTENT: (Fact.STORED, Fact.ENTRY, Fact.ANSWER),
    Fact.KEPT: (Fact.ANSWER,),
    Fact.RAN: (Fact.KEPT,),
    Fact.SHOWN: (Fact.RAN,),
    Fact.SEEN: (Fact.CONTENT, Fact.FOUND),
    Fact.TOLD: (Fact.SHOWN, Fact.SEEN),
}

# Beginning of a line's id: its fact, and whether its breach spreads. The longest that fits decides.
LINES: Mapping[str, tuple[Fact, bool]] = {
    "words": (Fact.SHOWN, True),
    "criteria": (Fact.SHOWN, True),
    "server.create": (Fact.CREATED, True),
    "server.start": (Fact.STORED, True),
    "server.start.once": (Fact.CONTENT, True),
    "server.start.foreign": (Fact.STORED, False),
    "server.answer": (Fact.STORED, True),
    "server.answer.resume": (Fact.CONTENT, True),
    "server.end": (Fact.STORED, True),
    "server.document": (Fact.STORED, True),
    "server.lookup": (Fact.LOOKUP, True),
    "server.caller": (Fact.ANSWER, True),
    "server.get": (Fact.ANSWER, True),
    "server.get.equal": (Fact.CONTENT, True),
    "server.get.database-alone": (Fact.CONTENT, True),
    "server.get.status.429": (Fact.ANSWER, False),
    "server.error": (Fact.ANSWER, False),
    "server.cache": (Fact.ANSWER, False),
    "server.timing": (Fact.ANSWER, False),
    "runner.route": (Fact.PAGE, True),
    "runner.route.dynamic": (Fact.PAGE, False),
    "runner.storage": (Fact.FOUND, True),
    "runner.storage.removed": (Fact.KEPT, False),
    "runner.storage.renewed": (Fact.KEPT, True),
    "runner.storage.ended": (Fact.KEPT, True),
    "runner.storage.no-request": (Fact.ASKED, False),
    "runner.auth": (Fact.IDENTITY, True),
    "runner.server": (Fact.ASKED, True),
    "runner.server.token-home": (Fact.ASKED, False),
    "runner.server.waits": (Fact.ASKED, False),
    "runner.server.attempts": (Fact.ASKED, True),
    "runner.server.validated": (Fact.KEPT, True),
    "runner.server.cached": (Fact.KEPT, True),
    "runner.server.written-then-shown": (Fact.KEPT, True),
    "runner.server.shown": (Fact.RAN, True),
    "runner.server.storage-full": (Fact.KEPT, True),
    "runner.error": (Fact.SHOWN, True),
    "runner.error.text": (Fact.TOLD, False),
    "runner.error.buttons": (Fact.TOLD, False),
    "runner.error.dashboard": (Fact.TOLD, False),
    "runner.error.retry": (Fact.TOLD, False),
    "runner.error.sign-in": (Fact.TOLD, False),
    "runner.diagnostic": (Fact.TOLD, False),
    "runner.loading": (Fact.TOLD, False),
    "runner.blank": (Fact.SHOWN, True),
    "runner.stuck": (Fact.SHOWN, True),
    "runner.session": (Fact.SEEN, True),
    "runner.storm": (Fact.TOLD, False),
    "runner.errors": (Fact.RAN, True),
    "starter": (Fact.OPENED, True),
    "starter.create": (Fact.CREATED, True),
    "starter.double-click": (Fact.CREATED, True),
    "starter.waits": (Fact.CREATED, True),
    "starter.database": (Fact.STORED, True),
    "starter.storage": (Fact.ENTRY, True),
    "starter.read-back": (Fact.ENTRY, True),
    "starter.moment": (Fact.ENTRY, True),
    "starter.storage-failed": (Fact.OPENED, True),
    "starter.url": (Fact.OPENED, False),
    "starter.starting-page": (Fact.OPENED, False),
    "telemetry": (Fact.TOLD, False),
    "scenario": (Fact.TOLD, False),
    "scenario.status": (Fact.ANSWER, True),
}


# A header is left out by whoever writes the answer: it follows from nothing else.
HEADERS = ("server.cache", "server.timing", "runner.route.dynamic")


def fact_of(line: str) -> Fact:
    """What the line is about; a line that no row fits is about what is shown."""
    return LINES[_row(line)][0] if _row(line) else Fact.SHOWN


def spreads(line: str) -> bool:
    """Whether a breach of the line may be the cause of anything else."""
    return LINES[_row(line)][1] if _row(line) else False


def may_follow(symptom: str, cause: str) -> bool:
    """Whether the one line may be broken only because the other is: its fact comes later."""
    if not spreads(cause) or symptom in HEADERS:
        return False
    return fact_of(cause) in _below(fact_of(symptom))


def depth(line: str) -> int:
    """How late the line's fact comes to be; the cause of a failure comes before its symptoms."""
    return list(Fact).index(fact_of(line))


@cache
def _row(line: str) -> str:
    fits = (it for it in LINES if line == it or line.startswith(f"{it}."))
    return max(fits, key=len, default="")


@cache
def _below(fact: Fact) -> frozenset[Fact]:
    """Every fact that this one rests on, at whatever remove."""
    direct = RESTS_ON[fact]
    return frozenset(direct).union(*(_below(it) for it in direct))
