"""From an order that fails to a script that forces it with Playwright alone.

A script cannot open gate after gate. It holds back the one thing that came too late in the order,
until all else has come to rest, which is what the order comes down to where one missing wait
explains it:

    app            the tab asks for its session ─▶ 404
    script         start's request ─ held ──────────────▶ goes on

On an app that waits nothing else moves while it is held, so that it soon goes on, and the load ends
well. Calls of a database are held back with the request that they are part of; short waits are made
longer.
"""

import re
from dataclasses import dataclass, replace

from harness.model.race import Raced
from harness.model.run import Finding
from harness.model.word import Role, Status
from harness.profile.profile import Profile
from harness.repro.compose import KINDS, kinds_of, script_for
from harness.repro.part import NoScript, Part, Place, Script

# So long nothing may move before what is held back goes on: when what should come first has come,
# and when it has not (longer than the waits that are raced, shorter than an attempt may take).
REST_S, PATIENCE_S = 0.5, 2.5
LONGEST_S = 10.0
SIDES = ("request", "answer")
# Short waits are made so much longer; those that are raced last a second at most.
SHORT_MS, LONGER_MS = 1_000, 3_000
ANSWERED = ("create", "start")
SERVED = "ready by server"
TIMER = "timer"


@dataclass(frozen=True, slots=True)
class Held:
    """What is held back: the request or the answer of a call (`kind`: a role, or `document`), the
    short waits of a tab's pages (`timer`; `gate` is the tab), or a page at a gate of its own
    (`kind` is then '').
    """

    kind: str
    side: str = "request"
    gate: str = ""


def compose_order(raced: Raced, profile: Profile, *, name: str) -> Script | NoScript:
    """The script that forces the race's calmest failing order, or why there is none."""
    late, hasty = _late(raced)
    if not late:
        return NoScript("No single step came too late in it.")
    held = held_at(late, profile)
    if held is None:
        return NoScript(f"A script cannot hold {late} back: only calls, waits and page gates.")
    if raced.starter not in profile.starters or not profile.api.session:
        return NoScript("The profile names no starter, or no request that supplies a session.")
    checked = _check(raced, held)
    if checked is None:
        return NoScript("No script can see from outside what is wrong in this order.")
    script = script_for(
        _as_finding(raced),
        profile,
        name=name,
        parts=_parts(held, hasty, raced, profile),
        check=checked,
    )
    more = tuple(it for it in (held.kind, hasty) if it in list(Role) and it not in KINDS)
    return replace(script, kinds=(*script.kinds, *kinds_of(more, profile)))


def order_name(raced: Raced) -> str:
    """What its script is called: one a starter and scenario, so that another order of it replaces
    the one before.
    """
    return f"order-{raced.starter or 'any'}-{raced.digest}"


def held_at(gate: str, profile: Profile) -> Held | None:
    """What a script holds back for the gate `actor:name`; None where it cannot."""
    actor, _, name = gate.rpartition(":")
    kind, _, side = name.partition(".")
    if name == TIMER:
        return Held(TIMER, gate=actor)
    if kind in (*Role, "document") and side in SIDES:
        return Held(kind, side)
    if kind == "db":
        role = _role_of(actor.removeprefix("server "), profile)
        return Held(role) if role else None
    return (
        Held("", gate=name)
        if actor.startswith("tab-") and "." in name and "#" not in name
        else None
    )


def _late(raced: Raced) -> tuple[str, str]:
    """The gate that is held back, and the kind of the call that is to come before it, '' where that
    is no call.
    """
    if raced.missing is not None:
        kind, _, side = raced.missing.hasty.rpartition(":")[2].partition(".")
        return raced.missing.awaited, kind if side in SIDES else ""
    for at, (step, following) in enumerate(zip(raced.steps, raced.steps[1:], strict=False)):
        own, other = step.rpartition(":")[0], following.rpartition(":")[0]
        later = [it for it in raced.steps[at + 2 :] if it.rpartition(":")[0] == own]
        if own != other and later:
            return later[0], ""
    return "", ""


def _role_of(call: str, profile: Profile) -> str:
    """The role of `METHOD /path`, as the server's own steps are named."""
    for role in Role:
        words = getattr(profile.api, str(role), ())
        if any(f"{it.method} {it.where}" == call for it in words):
            return str(role)
    return ""


def _as_finding(raced: Raced) -> Finding:
    """What the script's first lines say."""
    wait = raced.missing
    missing = f"nothing makes {wait.hasty} wait until {wait.awaited} is done; " if wait else ""
    outcome = raced.outcomes[0].outcome if raced.outcomes else ""
    cause = f"{missing}the load ended: {outcome}"
    suffers = f"In an order that seldom comes, {raced.starter} fails."
    return Finding(
        "order",
        raced.calmest,
        cause,
        raced.starter,
        "",
        (),
        "",
        (),
        raced.repeat,
        cause=cause,
        suffers=suffers,
    )


def _check(raced: Raced, held: Held) -> tuple[str, ...] | None:
    """What tells the failing outcomes from the passing ones, from outside: whichever of the former
    the script leads to.
    """
    failing = [it.outcome for it in raced.outcomes if it.status is Status.FAIL]
    passing = [it.outcome for it in raced.outcomes if it.status is Status.PASS]
    lines = list[str]()
    if any(not load.startswith("ready") for it in failing for load in _loads(it)):
        lines += [
            "if ended != 'ready':",
            "    return fail(f'the interview is not shown: the load ended {ended}')",
        ]
    asks = any(SERVED in _loads(it) for it in failing)
    if asks and not any(SERVED in _loads(it) for it in passing):
        lines += [
            "asking = [it for it in asked if it.is_session]",
            "if asking:",
            "    return fail(f'nothing was stored yet, so that the tab had to ask: {asking[0]}')",
        ]
    if held.kind in ANSWERED and any("answers-before-opening" in it for it in failing):
        lines += [
            "if opened_at and opened_at < answered_at:",
            f"    return fail('the tab was sent on before {held.kind} was answered')",
        ]
    return (*lines, "return 0 if ended == 'ready' else 3") if lines else None


def _loads(outcome: str) -> list[str]:
    """Where its loads ended."""
    return outcome.partition(";")[0].split(" then ")


def _parts(held: Held, hasty: str, raced: Raced, profile: Profile) -> list[Part]:
    if held.kind == TIMER:
        return [_slowing(held, raced, profile)]
    what = f"{held.kind}'s {held.side}" if held.kind else f"the page at {held.gate}"
    back = _holding_call(held) if held.kind else _holding_page(held)
    came = {"": "False", "document": "bool(opened_at)"}.get(
        hasty, f"any(it.kind == {hasty!r} and it.status for it in asked)"
    )
    name = f"hold {what} back until all else has come to rest"
    return [Part(name, Place.SETTING, (*_waiting(came), *back, *LISTENING), needed=True)]


LISTENING = (
    "",
    "for event in ('request', 'response', 'requestfailed'):",
    "    context.on(event, moves)",
)


def _waiting(came: str) -> tuple[str, ...]:
    return (
        "moved = time.monotonic()",
        "",
        "def moves(_):",
        "    nonlocal moved",
        "    moved = time.monotonic()",
        "",
        "def wait_for_the_rest():",
        f"    end = time.monotonic() + {LONGEST_S}",
        "    while time.monotonic() < end:",
        "        page.wait_for_timeout(50)",
        f"        came = {came}",
        f"        if time.monotonic() - moved > ({REST_S} if came else {PATIENCE_S}):",
        "            return",
        "",
    )


def _slowing(held: Held, raced: Raced, profile: Profile) -> Part:
    """Short waits of the starter's pages, or of the runner's, last longer."""
    runner = f"location.pathname.startsWith({profile.paths.runner.partition('{id}')[0]!r})"
    same = profile.starters[raced.starter].opens == "same-tab"
    where = "true" if same else f"!{runner}" if held.gate == "tab-1" else runner
    script = (
        "const set = window.setTimeout;"
        "window.setTimeout = (run, ms, ...rest) =>"
        f" set(run, {where} && ms > 0 && ms <= {SHORT_MS} ? ms + {LONGER_MS} : ms, ...rest);"
    )
    line = f"context.add_init_script({script!r})"
    return Part("make short waits longer", Place.SETTING, (line,), needed=True)


def _holding_call(held: Held) -> tuple[str, ...]:
    fits = (
        "route.request.is_navigation_request() and RUNNER.search(route.request.url)"
        if held.kind == "document"
        else f"kind_of(route.request) == {held.kind!r}"
    )
    answer = held.side == "answer"
    return (
        "first = iter([True])",
        "",
        "def hold_back(route):",
        "    nonlocal answered_at, moved",
        f"    if not ({fits}) or not next(first, False):",
        "        route.fallback()",
        "        return",
        *(("    response = route.fetch()",) if answer else ()),
        "    moved = time.monotonic()",
        "    wait_for_the_rest()",
        *(("    answered_at = time.monotonic()",) if held.kind in ANSWERED else ()),
        "    route.fulfill(response=response)" if answer else "    route.continue_()",
        "",
        "context.route('**/*', hold_back)",
    )


def _holding_page(held: Held) -> tuple[str, ...]:
    gate = re.sub(r"[^\w.-]", "", held.gate)
    script = (
        f"window.__gate = async (name) => {{ if (name === '{gate}') await window.__holdBack(); }};"
    )
    return (
        "context.expose_binding('__holdBack', lambda _: wait_for_the_rest())",
        f"context.add_init_script({script!r})",
    )
