"""From what a person did, one act after the other, to the steps that a profile names."""

from collections.abc import Callable, Iterable, Sequence

from harness.init.locators import locator_on
from harness.init.page import Element
from harness.init.walk import Step
from harness.init.watched import Act, Moment

WITH_VALUE = ("fill", "select", "press")
# Of these the last one counts: what was typed or chosen before is gone.
DONE_OVER = ("fill", "select")
Worded = Callable[[Act], str]


def steps_of(acts: Iterable[Moment], worded: Worded) -> tuple[Step, ...]:
    """The steps, each named as it stands on its page; `worded` says how a value is written."""
    return tuple(_step(it, it.act, worded) for it in tidy(acts) if it.act)


def _step(moment: Moment, act: Act, worded: Worded) -> Step:
    named = locator_on(act.element, moment.page)
    return {act.verb: named, **({"value": worded(act)} if act.verb in WITH_VALUE else {})}


def tidy(moments: Iterable[Moment]) -> list[Moment]:
    """The acts among the moments, without what was typed over and what was done again at once."""
    kept: list[Moment] = []
    for it in moments:
        if it.act is None:
            continue
        again = [n for n, one in enumerate(kept) if one.act and is_again(it.act, one.act)]
        if again and it.act.verb in DONE_OVER:
            kept[again[-1]] = it
        elif not again or again[-1] != len(kept) - 1:
            kept.append(it)
    return kept


def is_again(act: Act, other: Act) -> bool:
    """Whether the same is done to the same thing, with whatever value."""
    return act.verb == other.verb and _key(act.element) == _key(other.element)


def shows(moment: Moment, element: Element) -> bool:
    """Whether the element is on the page of the moment."""
    return any(_key(it)[:-1] == _key(element)[:-1] for it in moment.page.elements)


def _key(it: Element) -> Sequence[str]:
    return (it.tag, it.role, it.name, it.label, it.placeholder, it.test_id, it.css)


def run_back(moments: Sequence[Moment], last: int, *, floor: int) -> list[int]:
    """The acts that lead up to one, itself included, on the same page and not before `floor`."""
    found: list[int] = []
    for n in range(last, floor - 1, -1):
        it = moments[n]
        if it.act is None or it.tab != moments[last].tab:
            continue
        if it.path != moments[last].path:
            break
        found.append(n)
    return found[::-1]
