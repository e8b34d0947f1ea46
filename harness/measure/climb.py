"""Where it breaks: each step of a rising rate by its own loads, and which layer gave way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from harness.measure.book import Book
from harness.measure.metric import COUNTERS, METRICS
from harness.measure.threshold import Held, Threshold, hold
from harness.model.verdict import worst
from harness.model.word import Status

# Of a step that the application keeps up with, all but so many have ended when its rest is over.
UNSETTLED = 0.01


@dataclass(frozen=True, slots=True)
class Stepped:
    """One step: its rate, what became of each threshold, how many of its arrivals had not ended
    when it was over, and the layers in which it failed.
    """

    per_s: float
    status: Status
    held: tuple[Held, ...]
    offered: int
    unsettled: int
    layers: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """One line for a person."""
        failed = [it.line for it in self.held if it.status is not Status.PASS]
        if self.unsettled > UNSETTLED * self.offered:
            failed.append(f"{self.unsettled} of {self.offered} had not ended")
        what = "; ".join(failed) or "kept"
        where = f" ({', '.join(self.layers)} gave way)" if self.layers else ""
        return f"{self.per_s:g}/s: {what}{where}"


@dataclass(frozen=True, slots=True)
class Climb:
    """All steps that were played. `highest_per_s` is the last rate that was kept, None for none;
    `broke_per_s` the one that was not, None where all were kept.
    """

    steps: tuple[Stepped, ...]

    @property
    def highest_per_s(self) -> float | None:
        """The highest rate that was kept, with all before it."""
        kept = None
        for it in self.steps:
            if it.status is not Status.PASS:
                break
            kept = it.per_s
        return kept

    @property
    def broke(self) -> Stepped | None:
        """The first step that was not kept."""
        return next((it for it in self.steps if it.status is not Status.PASS), None)

    @property
    def status(self) -> Status:
        """FAIL where not even the first step was kept, UNKNOWN where a step says nothing."""
        if not self.steps:
            return Status.UNKNOWN
        if self.broke and self.broke.status is Status.UNKNOWN:
            return Status.UNKNOWN
        return Status.PASS if self.highest_per_s is not None else Status.FAIL

    @property
    def said(self) -> str:
        """What it comes to, in a sentence."""
        if self.highest_per_s is None:
            first = f": {self.steps[0].line}" if self.steps else ""
            return f"No step was kept{first}."
        kept = f"{self.highest_per_s:g} visitors a second keep the thresholds"
        if self.broke is None:
            return f"{kept}; it did not break up to there."
        return f"{kept}; {self.broke.line}."


def stepped(
    number: int,
    per_s: float,
    book: Book,
    thresholds: Sequence[Threshold],
    *,
    lasted_s: float,
    fewest: int | None = None,
) -> Stepped:
    """What became of one step, which has lasted so long."""
    offered = book.offered.get(number, 0)
    held = tuple(
        hold(it, book, lasted_s=lasted_s, fewest=fewest, step=number)
        for it in thresholds
        if METRICS[it.metric] not in COUNTERS
    )
    unsettled = max(offered - book.settled.get(number, 0), 0)
    statuses = [it.status for it in held]
    if unsettled > UNSETTLED * offered:
        statuses.append(Status.FAIL)
    breached = [it.threshold for it in held if it.status is Status.FAIL]
    layers = [it.layer for it in breached if it.layer]
    for it in breached:
        layers += [] if it.layer else _of_layers(it, book, number)
    status = worst(statuses) if statuses else Status.UNKNOWN
    return Stepped(per_s, status, held, offered, unsettled, tuple(dict.fromkeys(layers)))


def _of_layers(threshold: Threshold, book: Book, number: int) -> list[str]:
    """The layers whose own loads break a threshold that is about all of them."""
    held = {
        str(layer): hold(replace(threshold, layer=str(layer)), book, fewest=1, step=number)
        for layer in book.layers()
    }
    return [layer for layer, it in held.items() if it.status is Status.FAIL]
