"""How a run ended: its lines for a person, and the exit code of the process."""

from collections.abc import Iterator, Sequence

from harness.measure.book import Book, Summary
from harness.measure.percentile import percentile, samples_for
from harness.measure.threshold import Held
from harness.model.word import Status

BREACHED, UNKNOWN = 1, 3


def exit_code(held: Sequence[Held], *, loads: int, crashes: int) -> int | None:
    """1 when a threshold is breached, 3 when it cannot be told, 0 when all are kept.

    None, without thresholds, leaves it to Locust, whose code is 1 after any failed request. A run
    without a single load, or in which a user crashed, tells nothing.
    """
    statuses = {it.status for it in held}
    if Status.FAIL in statuses:
        return BREACHED
    if Status.UNKNOWN in statuses or not loads or crashes:
        return UNKNOWN
    return 0 if held else None


def lines(book: Book, held: Sequence[Held]) -> Iterator[str]:
    """The layers, what never became a load, and the thresholds."""
    for layer in book.layers():
        yield f"load/{layer}: {_told(book.summary(layer=layer))}"
    if not book.summary().count:
        yield "No load came to an end, so nothing was found out."
    if book.not_started:
        yield f"{book.not_started} loads had nothing to load: their interview could not be started"
    if book.cut_off:
        yield f"{book.cut_off} loads were cut off by the end of the run, and are not counted"
    yield from (it.line for it in held)


def _told(summary: Summary) -> str:
    told = f"{summary.count} loads, {summary.ready} ready ({summary.ready / summary.count:.2%})"
    if not summary.ready:
        return told
    times = summary.durations_ms
    told += f", median {percentile(times, 50):.1f} ms"
    for share in (95, 99):
        if summary.ready >= samples_for(share):
            told += f", p{share} {percentile(times, share):.1f} ms"
    return f"{told}, maximum {times[-1]:.1f} ms"
