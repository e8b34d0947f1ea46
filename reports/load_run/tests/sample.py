"""Load runs as a swarm writes them, made by hand: a server that stalls for two seconds."""

import random
from typing import Any

from harness.measure.book import READY, Book, Key
from harness.measure.health import health
from harness.measure.outcome import verdict_of
from harness.measure.result import Facts, Verdict, document
from harness.measure.threshold import hold, parse_thresholds
from harness.measure.timeline import Timeline

STALLS_S, LASTS_S = (25.0, 27.0), 60
LAYERS = {"mixed": ("storage", "server")}
FACTS: dict[str, Any] = {
    "url": "http://127.0.0.1:8080",
    "profile": "mock",
    "journey": "mixed",
    "empty_storage": 0.3,
    "plan": {"name": "peak"},
    "began_at": "2026-03-01T12:00:00+00:00",
    "lasted_s": float(LASTS_S),
    "users": 40,
    "workers": 0,
}


def tree(
    *,
    per_s: int = 20,
    asked: tuple[str, ...] = ("load_duration{layer:server}: p(95)<300",),
    broken: str = "",
    url: str = FACTS["url"],
) -> dict[str, Any]:
    """A run's document: `broken` is why every tenth load of the server failed, '' for none."""
    book, timeline, chance = Book(), Timeline(), random.Random(7)
    for number in range(per_s * LASTS_S):
        _arrive(book, timeline, chance, number / per_s, broken if number % 10 == 0 else "")
    for second in range(LASTS_S):
        stalled = STALLS_S[0] <= second < STALLS_S[1]
        busy, backlog = (40, 9) if stalled else (3, 0)
        timeline.fare(second, backlog=backlog, busy=busy, cpu=0.3, late_ms=4)
    thresholds = [it for text in asked for it in parse_thresholds(text, LAYERS)]
    held = [hold(it, book, lasted_s=LASTS_S) for it in thresholds]
    known = Facts(**{**FACTS, "url": url})
    fared = health(timeline.whole(), book.ledger, users=known.users)
    verdict = verdict_of(held, loads=book.summary().count, crashes=0, health=fared)
    assert isinstance(verdict, Verdict)
    return document(known, book, timeline, held=held, health=fared, verdict=verdict)


def _arrive(book: Book, timeline: Timeline, chance: random.Random, at_s: float, why: str) -> None:
    """One visitor: three in ten find their storage empty, and wait while the server stalls."""
    layer = "server" if chance.random() < 0.3 else "storage"
    service_ms = chance.lognormvariate(3.2 if layer == "server" else 1.6, 0.4)
    stalled_ms = (STALLS_S[1] - at_s) * 1_000 if STALLS_S[0] <= at_s < STALLS_S[1] else 0.0
    wrong = why if layer == "server" else ""
    outcome = "error:server" if wrong else READY
    response_us = round((service_ms + stalled_ms) * 1_000)
    index = book.load(Key(layer, "mixed", outcome), response_us, round(service_ms * 1_000), wrong)
    ended_s = at_s + response_us / 1_000_000
    book.offer(0)
    book.settle(0)
    timeline.at(at_s).offered += 1
    timeline.at(at_s).begun += 1
    if wrong:
        book.ledger.failed += 1
    else:
        book.ledger.done += 1
        timeline.at(ended_s).done += 1
    timeline.load(ended_s, layer, index, ready=not wrong)
    if layer == "server":
        book.attempted(1)
        book.leg("db", round(service_ms * 400))
