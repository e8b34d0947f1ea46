"""How a run ended: its verdict, its lines for a person, and the exit code of the process."""

from collections.abc import Iterator, Sequence

from harness.compare.percentile import samples_for
from harness.measure.book import Book, Summary
from harness.measure.climb import Climb
from harness.measure.health import Health
from harness.measure.result import Verdict
from harness.measure.threshold import Held
from harness.model.word import Status


def verdict_of(
    held: Sequence[Held], *, loads: int, crashes: int, health: Health, climb: Climb | None = None
) -> Verdict | None:
    """FAIL when a threshold is breached, UNKNOWN when it cannot be told, PASS when all are kept.

    None, without thresholds, leaves it to Locust, whose code is 1 after any failed request. A run
    without a single load, in which a user crashed, or whose generator could not keep up tells
    nothing, whatever its thresholds say.
    """
    if not loads:
        return Verdict(Status.UNKNOWN, "No load came to an end, so nothing was found out.")
    if crashes:
        times = f"{crashes} times a user crashed or a worker's report was lost"
        return Verdict(Status.UNKNOWN, f"{times}, so the run tells nothing.")
    if health.doubts:
        return Verdict(Status.UNKNOWN, health.doubts[0])
    if climb is not None:
        return Verdict(climb.status, climb.said)
    breached = [it for it in held if it.status is Status.FAIL]
    unknown = [it for it in held if it.status is Status.UNKNOWN]
    if breached:
        return Verdict(Status.FAIL, f"{_count(breached, held)} breached: {breached[0].line}")
    if unknown:
        return Verdict(Status.UNKNOWN, f"{_count(unknown, held)} not known: {unknown[0].line}")
    return Verdict(Status.PASS, f"{_count(held, held)} kept.") if held else None


def lines(book: Book, held: Sequence[Held], health: Health) -> Iterator[str]:
    """The layers, what never became a load, how the generator fared, and the thresholds."""
    for layer in book.layers():
        yield f"load/{layer}: {_told(book.summary(layer=layer))}"
    ledger = book.ledger
    if not book.summary().count:
        yield "No load came to an end, so nothing was found out."
    if ledger.not_started:
        yield f"{ledger.not_started} visitors' interviews could not be started"
    if ledger.not_begun:
        yield f"{ledger.not_begun} visitors found no user free before the end"
    if ledger.cut_off:
        yield f"{ledger.cut_off} loads were cut off by the end of the run, and are not counted"
    yield from health.doubts
    yield from health.notes
    yield from (it.line for it in held)


def _count(some: Sequence[Held], held: Sequence[Held]) -> str:
    plural = "threshold is" if len(held) == 1 else "thresholds are"
    return f"{len(some)} of {len(held)} {plural}"


def _told(summary: Summary) -> str:
    told = f"{summary.count} loads, {summary.ready} ready ({summary.ready / summary.count:.2%})"
    times = summary.times.response
    if not times.count:
        return told
    told += f", median {times.percentile_ms(50):.1f} ms"
    for share in (95, 99):
        if times.count >= samples_for(share):
            told += f", p{share} {times.percentile_ms(share):.1f} ms"
    return f"{told}, maximum {times.max_ms:.1f} ms"
