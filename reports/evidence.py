"""A finding as a report shows it: with the lines that show it, and where they come from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from harness.model.event import Event
from harness.model.journey import Journey
from harness.model.run import Finding, Run
from harness.model.story import line
from harness.model.word import Status
from harness.runs.saved import SavedRun
from reports.asset import telling
from reports.embed import picture

BACKEND = "backend"
CONTEXT = 1
LONGEST = 24
TAIL = 6
PICTURE_ROOM = 900_000  # bytes of one picture, and below of all of them
PICTURES_ROOM = 1_500_000


@dataclass(frozen=True, slots=True)
class Line:
    """One event's line; `pointed` where it is evidence. An empty text stands for lines left out."""

    text: str
    pointed: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding with its evidence. `load` is the number of the load on the page, None for none."""

    number: int
    finding: Finding
    lines: tuple[Line, ...] = ()
    load: int | None = None
    picture: str = ""
    picture_file: str = ""
    same_picture_as: int = 0


def kept_apart(run: Run) -> dict[str, list[Finding]]:
    """The run's findings: `wrong`, `unknown`, and what is `accepted`."""
    apart: dict[str, list[Finding]] = {"wrong": [], "unknown": [], "accepted": []}
    for it in run.findings:
        known = "wrong" if it.status is Status.FAIL else "unknown"
        apart["accepted" if it.accepted else known].append(it)
    return apart


def from_zero(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The events, the backend's counted from its first: its clock may begin anywhere."""
    base = next((it.at_ms for it in events if it.clock == BACKEND), 0.0)
    return tuple(replace(it, at_ms=it.at_ms - base) if it.clock == BACKEND else it for it in events)


def evidence_lines(journey: Journey, finding: Finding) -> tuple[Line, ...]:
    """The events pointed at, each with its neighbours; the journey's last ones where none is."""
    events = from_zero(telling(journey, finding.evidence))
    wanted = {at for at, event in enumerate(events) if event.seq in finding.evidence}
    if not wanted:
        return tuple(Line(line(it), False) for it in events[-TAIL:])
    near = {at + step for at in wanted for step in range(-CONTEXT, CONTEXT + 1)}
    return tuple(_with_gaps(events, sorted(near & set(range(len(events)))), wanted))[:LONGEST]


def _with_gaps(events: tuple[Event, ...], places: list[int], wanted: set[int]) -> Iterable[Line]:
    before = places[0] - 1
    for at in places:
        if at != before + 1:
            yield Line("", False)
        yield Line(line(events[at]), at in wanted)
        before = at


def with_pictures(run: SavedRun, shown: Iterable[Shown]) -> list[Shown]:
    """The findings with their screenshots embedded, each once and as far as there is room; else
    named.
    """
    left, done, at = PICTURES_ROOM, list[Shown](), dict[str, int]()
    for it in shown:
        name = it.finding.screenshot
        path = run.attachment(name)
        size = path.stat().st_size if path else 0
        if name in at:
            done.append(replace(it, same_picture_as=at[name]))
        elif path and size <= min(left, PICTURE_ROOM):
            left -= size
            at[name] = it.number
            done.append(replace(it, picture=picture(path)))
        else:
            done.append(replace(it, picture_file=name if path else ""))
    return done
