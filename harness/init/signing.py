"""Where in a recording somebody has signed in, by which acts, and where they arrived."""

from collections.abc import Sequence
from dataclasses import dataclass

from harness.init.deeds import run_back, shows
from harness.init.page import Element
from harness.init.watched import Act, Moment
from harness.init.words import EMAIL, SIGN_OUT


@dataclass(frozen=True, slots=True)
class Signing:
    """The numbers of the moments: the form's acts, and the one in which the own page is seen."""

    acts: tuple[int, ...]
    home: int


def signings(moments: Sequence[Moment]) -> list[Signing]:
    """Each time that somebody typed a password and arrived at a page that asks for none."""
    found: list[Signing] = []
    for number, it in enumerate(moments):
        floor = found[-1].home if found else 0
        if it.act is None or not _is_secret(it.act) or number < floor:
            continue
        home = _home(moments, number)
        if home is not None:
            found.append(Signing(tuple(_acts(moments, number, floor=floor, home=home)), home))
    return found


def email_in(acts: Sequence[Act]) -> Act | None:
    """The act that typed who it is: the field says so, else it was the last before the password."""
    typed = [it for it in acts if it.verb == "fill" and not _is_secret(it)]
    said = [it for it in typed if _asks_who(it.element)]
    return next(iter([*said[-1:], *typed[-1:]]), None)


def _is_secret(act: Act) -> bool:
    return act.verb == "fill" and act.element.kind == "password"


def _asks_who(it: Element) -> bool:
    said = f"{it.label} {it.placeholder} {it.name}"
    return it.kind == "email" or bool(EMAIL.search(said))


def _home(moments: Sequence[Moment], typed: int) -> int | None:
    """The last that was seen of the tab before the first act on a page without a password; a form
    that comes back with a complaint is none.
    """
    later = [n for n in range(typed + 1, len(moments)) if moments[n].tab == moments[typed].tab]
    for n in later:
        if moments[n].act and moments[n].page.password() is None:
            return n
    last = later[-1] if later else typed
    return last if moments[last].page.password() is None else None


def _acts(moments: Sequence[Moment], typed: int, *, floor: int, home: int) -> list[int]:
    """The acts on the form's page, and those of the page before where it asked who it is."""
    tab = moments[typed].tab
    before = run_back(moments, typed, floor=floor)
    after = [n for n in range(typed + 1, home) if moments[n].act and moments[n].tab == tab]
    own = _needed(moments, before)
    if any(_names_somebody(moments[n]) for n in own):
        return [*own, *after]
    earlier = [n for n in range(floor, before[0]) if moments[n].act and moments[n].tab == tab]
    page = run_back(moments, earlier[-1], floor=floor) if earlier else []
    named = next((at for at, n in enumerate(page) if _names_somebody(moments[n])), len(page))
    return [*page[named:], *own, *after]


def _names_somebody(moment: Moment) -> bool:
    act = moment.act
    return act is not None and act.verb == "fill" and _asks_who(act.element)


def _needed(moments: Sequence[Moment], acts: Sequence[int]) -> list[int]:
    """Without signing out before, and clicks that the form was there without."""
    out = [at for at, n in enumerate(acts) if _signs_out(moments[n])]
    rest = list(acts[out[-1] + 1 :] if out else acts)
    first = next(it for it in (moments[n].act for n in rest) if it and it.verb == "fill")
    begins = next(at for at, n in enumerate(rest) if moments[n].act is first)
    before = [n for n in rest[:begins] if not shows(moments[n], first.element)]
    return [*before, *rest[begins:]]


def _signs_out(moment: Moment) -> bool:
    return moment.act is not None and bool(SIGN_OUT.search(moment.act.element.name))


def signing_out(moments: Sequence[Moment], signing: Signing, end: int) -> list[int]:
    """The acts by which who had signed in there signed out again, before the moment `end`; none
    where what was stored stayed.
    """
    new = moments[signing.home].stored.keys() - moments[signing.acts[0]].stored.keys()
    acts = [n for n in range(signing.home, end) if moments[n].act]
    for n, until in zip(reversed(acts), reversed([*acts[1:], end]), strict=False):
        it = moments[n]
        later = [one for one in moments[n + 1 : until] if one.tab == it.tab]
        if new and new <= it.stored.keys() and any(not new & one.stored.keys() for one in later):
            return _leading_to(moments, run_back(moments, n, floor=signing.home))
    return []


def _leading_to(moments: Sequence[Moment], acts: Sequence[int]) -> list[int]:
    """The last of the acts, and those before it that it could not have been done without."""
    last = moments[acts[-1]].act
    return [n for n in acts if last is None or n == acts[-1] or not shows(moments[n], last.element)]
