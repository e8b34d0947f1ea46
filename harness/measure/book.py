"""What a run's loads came to, by layer, journey and outcome: counts, reasons and every time.

One load gives one entry per layer that it asked in earnest: storage where storage was meant to
hold the session, the server where the server was asked. So a fast path that never answers while
the fallback hides it stands as failures of storage.

Two times stand side by side. The response time begins when the visitor was meant to come, so that
waiting for a free user counts; the service time begins when the runner's document was asked for.
Both end when the load did, and starting an interview before it is in neither: `starts` has those
that came to something, `not_started` the others, with their reasons.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from harness.measure.histogram import Histogram, merged, of_plain
from harness.measure.ledger import Ledger
from harness.model.word import Layer

FORM = 2
"""Raised when what workers send to the master changes shape."""

READY = "ready"
MOST_REASONS = 50
OTHERS = "other reasons"


class Key(NamedTuple):
    """Whose loads: `outcome` is `ready`, `missed` or `unmeant` (a storage that did not answer, or
    did so unasked), `no-document`, or `error:` and its kind; `step` counts a plan's steps from 0.
    """

    layer: str
    journey: str
    outcome: str = READY
    step: int = 0


@dataclass(slots=True)
class Timed:
    """Response and service times of the same things, and why they failed that did."""

    response: Histogram = field(default_factory=Histogram)
    service: Histogram = field(default_factory=Histogram)
    reasons: dict[str, int] = field(default_factory=dict)

    def add(self, response_us: int, service_us: int, why: str = "") -> int:
        """Counts one, and returns the index of its response time."""
        if why:
            _count(self.reasons, why, 1)
        self.service.add(service_us)
        return self.response.add(response_us)

    def merge(self, other: "Timed") -> None:
        """Takes in all that the other has counted."""
        self.response.merge(other.response)
        self.service.merge(other.service)
        for why, count in other.reasons.items():
            _count(self.reasons, why, count)

    def plain(self) -> list[object]:
        """All of it as plain data."""
        return [self.response.plain(), self.service.plain(), dict(self.reasons)]


@dataclass(slots=True)
class Summary:
    """Several series as one. `times` are those of the ready loads, or of the outcome asked for."""

    ready: int
    failed: int
    times: Timed

    @property
    def count(self) -> int:
        """All loads, ready or not."""
        return self.ready + self.failed


class Book:
    """Every load of this process, and of the workers whose pages were put in."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forgets all of it: a new run begins."""
        self.series: dict[Key, Timed] = {}
        self.attempts: dict[int, int] = {}
        self.offered: dict[int, int] = {}
        self.settled: dict[int, int] = {}
        self.legs: dict[str, Histogram] = {}
        self.starts = Timed()
        self.not_started = Timed()
        self.ledger = Ledger()

    def load(self, key: Key, response_us: int, service_us: int, why: str = "") -> int:
        """One layer's part in a load, and why it failed; the index of its response time."""
        series = self.series.get(key)
        if series is None:
            series = self.series[key] = Timed()
        return series.add(response_us, service_us, why)

    def attempted(self, times: int) -> None:
        """A load asked the server so often."""
        self.attempts[times] = self.attempts.get(times, 0) + 1

    def offer(self, step: int) -> None:
        """One more arrival of that step has come."""
        self.ledger.offered += 1
        self.offered[step] = self.offered.get(step, 0) + 1

    def settle(self, step: int) -> None:
        """It is known what became of one more arrival of that step."""
        self.settled[step] = self.settled.get(step, 0) + 1

    def leg(self, name: str, us: int) -> None:
        """A part of the server's own time, by its name in Server-Timing."""
        leg = self.legs.get(name)
        if leg is None:
            leg = self.legs[name] = Histogram()
        leg.add(us)

    def layers(self) -> tuple[Layer, ...]:
        """The layers that anything is known of."""
        known = {it.layer for it in self.series}
        return tuple(it for it in Layer if it in known)

    def summary(
        self, *, layer: str = "", journey: str = "", outcome: str = "", step: int | None = None
    ) -> Summary:
        """The loads of this layer, journey and step, '' and None being all of them; their times
        are those of `outcome`, of which `error` is every kind.
        """
        chosen = {
            key: it
            for key, it in self.series.items()
            if layer in ("", key.layer)
            and journey in ("", key.journey)
            and step in (None, key.step)
        }
        counts = {True: 0, False: 0}
        for key, it in chosen.items():
            counts[key.outcome == READY] += it.response.count
        timed = [it for key, it in chosen.items() if is_of(key.outcome, outcome or READY)]
        return Summary(counts[True], counts[False], _merged(timed))

    def reasons(self, layer: str) -> dict[str, int]:
        """Why loads of the layer failed, and how often, most often first."""
        found: dict[str, int] = {}
        for key, it in self.series.items():
            if key.layer == layer:
                for why, count in it.reasons.items():
                    found[why] = found.get(why, 0) + count
        return dict(sorted(found.items(), key=lambda it: (-it[1], it[0])))

    def page(self) -> dict[str, Any]:
        """Everything since the last page, for the master, as plain data; it is forgotten here."""
        found = {
            "form": FORM,
            "ledger": self.ledger.plain(),
            "series": [[*key, *it.plain()] for key, it in self.series.items()],
            "attempts": [*self.attempts.items()],
            "offered": [*self.offered.items()],
            "settled": [*self.settled.items()],
            "legs": [[name, it.plain()] for name, it in self.legs.items()],
            "starts": self.starts.plain(),
            "not_started": self.not_started.plain(),
        }
        self.clear()
        return found

    def put_in(self, page: Mapping[str, Any]) -> None:
        """Takes a worker's page in, whole or not at all.

        Raises ValueError for one of another form, KeyError where something is missing.
        """
        if page.get("form") != FORM:
            raise ValueError(f"a worker's page has form {page.get('form')!r}, here it is {FORM}")
        read = Book()
        read.ledger.merge(page["ledger"])
        for *key, response, service, reasons in page["series"]:
            read.series[Key(*key)] = _timed(response, service, reasons)
        read.attempts = dict(page["attempts"])
        read.offered = dict(page["offered"])
        read.settled = dict(page["settled"])
        read.legs = {name: of_plain(plain) for name, plain in page["legs"]}
        read.starts = _timed(*page["starts"])
        read.not_started = _timed(*page["not_started"])
        self.merge(read)

    def merge(self, other: "Book") -> None:
        """Takes in all that the other has counted."""
        self.ledger.merge(other.ledger.plain())
        for key, it in other.series.items():
            self.series.setdefault(key, Timed()).merge(it)
        _add(self.attempts, other.attempts)
        _add(self.offered, other.offered)
        _add(self.settled, other.settled)
        for name, leg in other.legs.items():
            self.legs.setdefault(name, Histogram()).merge(leg)
        self.starts.merge(other.starts)
        self.not_started.merge(other.not_started)


def is_of(outcome: str, asked: str) -> bool:
    """Whether an outcome is the one that was asked for; `error` is every kind of error."""
    return outcome == asked or outcome.startswith(f"{asked}:")


def _merged(parts: Iterable[Timed]) -> Timed:
    known = list(parts)
    found = Timed(merged(it.response for it in known), merged(it.service for it in known))
    for it in known:
        for why, count in it.reasons.items():
            _count(found.reasons, why, count)
    return found


def _timed(response: list[object], service: list[object], reasons: Mapping[str, int]) -> Timed:
    return Timed(of_plain(response), of_plain(service), dict(reasons))


def _add(counts: dict[int, int], more: Mapping[int, int]) -> None:
    for it, count in more.items():
        counts[it] = counts.get(it, 0) + count


def _count(reasons: dict[str, int], why: str, count: int) -> None:
    """Counts a reason; where there are too many of them, as one of the others."""
    name = why if why in reasons or len(reasons) < MOST_REASONS else OTHERS
    reasons[name] = reasons.get(name, 0) + count
