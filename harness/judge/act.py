"""What a person did in a journey, what followed from it, and whose answer a request got."""

from itertools import chain

from harness.judge.answer import url_id_of
from harness.model.address import raw_id_in
from harness.model.event import Event
from harness.model.journey import Journey
from harness.model.request import Request
from harness.model.rules import Rules
from harness.model.trace import Trace
from harness.model.word import Outcome, Role

PERSON = ("click", "double-click", "fill", "select", "press", "open-tab", "close-tab")
NEVER = 2**62


def acts(journey: Journey, target: str = "") -> tuple[Event, ...]:
    """What the person did, in order; only what was done to a thing of that name, where one is
    given.
    """
    found = (it for it in journey.events if it.what in PERSON)
    wanted = target.casefold()
    return tuple(it for it in found if wanted in it.text("target").casefold())


def next_act(journey: Journey, seq: int) -> int:
    """The seq of the first act of a person after `seq`; NEVER where there is none.

    An act arrives before anything that it causes, so what arrived before it has another cause.
    """
    return min((it.seq for it in acts(journey) if it.seq > seq), default=NEVER)


def asked(journey: Journey, *roles: Role, tab: str = "") -> tuple[Request, ...]:
    """The requests of these roles, in order of arrival; only those of one tab, where one is
    given.
    """
    found = (it for it in journey.all_requests if it.role in roles)
    return tuple(it for it in found if not tab or it.begin.actor == tab)


def is_runner(url: str, rules: Rules) -> bool:
    """Whether the address is a runner's."""
    return raw_id_in(url, rules.runner_path) != ""


def sent(journey: Journey) -> Event | None:
    """The event with which the starter sent itself or its popup to the runner, None where it did
    not: the first `navigate` to a runner, else the first runner's page.
    """
    told = (it for it in journey.events if it.what == "navigate")
    begun = (it for it in journey.events if it.is_page)
    to_runner = (it for it in chain(told, begun) if is_runner(it.text("url"), journey.rules))
    return next(to_runner, None)


def opens(journey: Journey) -> tuple[Event, ...]:
    """The `window.open` calls of the starter's tab."""
    return tuple(it for it in journey.named("open") if it.actor == journey.starter_tab)


def popup_of(journey: Journey, opened: Event) -> str:
    """The actor of the tab that an `open` made, '' where it cannot be told.

    The pair tells; where no event of another tab bears it, a single other tab does.
    """
    others = [it for it in journey.events if it.actor.startswith("tab-")]
    others = [it for it in others if it.actor != opened.actor]
    paired = [it.actor for it in others if it.pair and it.pair == opened.pair]
    names = sorted(set(paired or [it.actor for it in others if it.seq > opened.seq]))
    return names[0] if len(names) == 1 else ""


def is_good(request: Request) -> bool:
    """Whether the server did what was asked."""
    return request.status is not None and 200 <= request.status < 300


def is_own_answer(journey: Journey, request: Request) -> bool:
    """Whether the answer is known to be the app's own, not one that a condition played.

    A played answer stands in the log as a fault under its own name, whoever played it; where the
    server's log is seen, the server's answers have a name.
    """
    if request.status is None:
        return False
    if request.pair:
        return not any(it.pair == request.pair for it in journey.named("fault"))
    return not journey.sees_backend


def loads_of(journey: Journey, url_id: str) -> tuple[Trace, ...]:
    """The journey's loads of that session."""
    return tuple(it for it in journey.traces if url_id_of(it) == url_id)


def end_seq(trace: Trace) -> int | None:
    """The seq of the screen on which the load ended; None where it did not end."""
    if trace.ended not in (Outcome.READY, Outcome.ERROR) or trace.final_screen is None:
        return None
    return trace.final_screen.seq
