"""Where in a recording a session was opened, by which acts, and what was done in it then."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from harness.init.calls import acted_by
from harness.init.deeds import run_back
from harness.init.exchange import Exchange, holds
from harness.init.ids import id_in, ids_beside
from harness.init.page import Page
from harness.init.storage import entry_keys
from harness.init.watched import Act, Moment, Watched
from harness.init.words import END

SENDS = ("click", "press")


@dataclass(frozen=True, slots=True)
class Opening:
    """The numbers of the moments: the starter's acts, the first and the last of the runner before
    the person went on.
    """

    id: str
    acts: tuple[int, ...]
    shown: int
    rest: int


@dataclass(frozen=True, slots=True)
class Doing:
    """Acts on the runner that wrote to the session: `kind` is 'answer', 'end', or '' for others."""

    kind: str
    acts: tuple[int, ...]
    asked: tuple[Exchange, ...]


def openings(watched: Watched, first: int, end: int) -> Iterator[Opening]:
    """Each session that somebody opened between two moments, once."""
    known: set[str] = set()
    floor, last = first, -1
    for number in range(first, end):
        it = watched.moments[number]
        if last >= 0 and it.path != watched.moments[last].path:
            acts = run_back(watched.moments, last, floor=floor)
            id = _opened(watched, acts, number) if acts else ""
            if id and id not in known and not _was_known(watched, id, acts[-1]):
                known.add(id)
                floor = last + 1
                yield Opening(id, tuple(acts), number, _rest(watched.moments, number, id, end))
        last = number if it.act else last


def _opened(watched: Watched, acts: Sequence[int], number: int) -> str:
    """The id in the address that the moment shows, as something that was made by the acts."""
    it, before = watched.moments[number], watched.moments[acts[0]]
    writes = [one for one in watched.exchanges[before.asked : it.asked] if not one.reads]
    new = [key for key in it.stored if key not in before.stored]
    return id_in(it.page.url, writes, new)


def _was_known(watched: Watched, id: str, act: int) -> bool:
    """Whether the app had told of the session before: then it was opened again, not started."""
    earlier = watched.exchanges[: watched.moments[act].asked]
    return any(holds(it.got, id) for it in earlier)


def _rest(moments: Sequence[Moment], shown: int, id: str, end: int) -> int:
    rest = shown
    for n in range(shown, end):
        it = moments[n]
        if it.tab == moments[shown].tab and id in it.page.url:
            rest = n
            if it.act:
                break
    return rest


def waiting(moments: Sequence[Moment], opening: Opening) -> Page | None:
    """What the opened tab showed before the session was there; None where nothing was seen."""
    shown, last = moments[opening.shown], opening.acts[-1]
    if shown.tab == moments[last].tab:
        return None
    seen = [it.page for it in moments[last : opening.shown] if it.tab == shown.tab and it.page.text]
    return seen[-1] if seen else None


def doings(watched: Watched, opening: Opening, end: int) -> Iterator[Doing]:
    """What was done in the session: each time the acts up to the one that sent something."""
    ids = [opening.id, *ids_beside(watched.exchanges, opening.id)]
    moments, pending = watched.moments, list[int]()
    acts = [n for n in range(opening.shown, end) if moments[n].act]
    for n, until in zip(acts, [*acts[1:], len(moments)], strict=False):
        act = moments[n].act
        if act is None or opening.id not in moments[n].page.url:
            continue
        pending.append(n)
        asked = acted_by(watched.asked(n, until), ids)
        if asked and act.verb in SENDS:
            kind = _kind(watched, opening, pending, until)
            yield Doing(kind, tuple(pending), tuple(asked))
            pending = []


def _kind(watched: Watched, opening: Opening, acts: Sequence[int], until: int) -> str:
    did = [it for it in (watched.moments[n].act for n in acts) if it]
    if _ends(did[-1]) or _is_forgotten(watched.moments, opening, acts[-1], until):
        return "end"
    return "answer" if any(it.verb not in SENDS for it in did) else ""


def _ends(act: Act) -> bool:
    return act.verb == "click" and bool(END.search(act.element.name or act.element.text))


def _is_forgotten(moments: Sequence[Moment], opening: Opening, act: int, until: int) -> bool:
    """Whether the session's entry went away."""
    before = moments[opening.acts[0]].stored
    keys = entry_keys(before, moments[opening.rest].stored, opening.id)[:1]
    later = [it for it in moments[act + 1 : until] if it.tab == moments[act].tab]
    return any(key not in it.stored for key in keys for it in later[-1:])
