"""One pass over a saved run's journeys, keeping of each only what the page shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from harness.errors import BadRun
from harness.model.journey import Journey
from harness.model.run import Finding
from harness.runs.saved import SavedRun
from reports.detail import Details
from reports.evidence import Shown, evidence_lines
from reports.load import Load, load_of, with_first_hits


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the journeys said. `notes` tell what could not be read or had no room."""

    loads: tuple[Load, ...]
    findings: tuple[Shown, ...]
    details: dict[str, object]
    notes: tuple[str, ...]


def gather(run: SavedRun) -> Gathered:
    """Reads the journeys once; a damaged line ends the reading with a note, and nothing more."""
    numbered = [Shown(number, it) for number, it in enumerate(run.run.findings, 1)]
    details = Details({it.finding.trace for it in numbered})
    loads: list[Load] = []
    notes: list[str] = []
    for journey in readable(run, notes):
        first = len(loads)
        loads += [load_of(it, journey) for it in journey.traces]
        details.add(journey, _pointed(journey, run.run.findings))
        numbered = [_met(it, journey, first) for it in numbered]
    if details.left_out:
        notes.append(
            f"The events of {details.left_out} journeys are left out, to keep this page small; "
            "they are in the run's folder."
        )
    marked = with_first_hits(loads)
    return Gathered(marked, tuple(numbered), details.tree(), tuple(notes))


def readable(run: SavedRun, notes: list[str]) -> Iterator[Journey]:
    """The journeys up to the first that cannot be read, of which `notes` then tells."""
    try:
        yield from run.journeys()
    except BadRun as error:
        notes.append(f"What follows could not be read: {error}")


def _place(journey: Journey, finding: Finding) -> int | None:
    """Which of the journey's traces the finding is about; its last, where it is about all of it."""
    names = [it.id for it in journey.traces]
    if finding.trace in names:
        return names.index(finding.trace)
    return len(names) - 1 if finding.trace == journey.id and names else None


def _pointed(journey: Journey, findings: Sequence[Finding]) -> list[list[int]]:
    pointed: list[list[int]] = [[] for _ in journey.traces]
    for it in findings:
        place = _place(journey, it)
        if place is not None:
            pointed[place].extend(it.evidence)
    return pointed


def _met(shown: Shown, journey: Journey, first: int) -> Shown:
    place = _place(journey, shown.finding)
    if place is None and shown.finding.trace != journey.id:
        return shown
    lines = evidence_lines(journey, shown.finding)
    if place is None:
        return replace(shown, lines=lines)
    return replace(shown, lines=lines, load=first + place)
