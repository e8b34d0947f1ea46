"""From a finding, the load that shows it and the profile to a script that repeats it.

The script makes its session as a person does, by a starter: what only a control plane could seed
(a session that is over, another person's entry) it cannot repeat, and then there is none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from harness.model.journey import Journey
from harness.model.run import Finding
from harness.model.word import Status
from harness.profile.endpoint import Endpoint
from harness.profile.profile import Profile
from harness.profile.sign_in import ByForm, NoSignIn
from harness.profile.starter import Starter
from harness.profile.step import Step
from harness.repro.condition import parts_of
from harness.repro.part import NoScript, Part, Place, Script
from harness.repro.render import in_words
from harness.repro.symptom import check_of
from harness.repro.words import done, placeholders, said, sign_in_of, signs, variable

MARGIN_S = 5.0
TWICE = ".evaluate('it => { it.click(); it.click(); }')"
KINDS = ("session", "create", "start", "telemetry")


@dataclass(frozen=True, slots=True)
class _Acting:
    """What the person does until a session is opened."""

    sign_in: tuple[str, ...]
    act: tuple[str, ...]
    reads: tuple[str, ...]


def compose(
    finding: Finding, journey: Journey | None, profile: Profile, *, name: str
) -> Script | NoScript:
    """The script for the finding, called `name`, or why there is none."""
    if finding.status is not Status.FAIL:
        return NoScript("It could not be found out, so there is nothing to repeat.")
    if not profile.api.session:
        return NoScript("The profile names no request that supplies a session.")
    checked = check_of(finding, profile)
    if checked is None:
        return NoScript(f"No script can see from outside what '{finding.line}' is about.")
    needed, check = checked
    conditions, left_out = parts_of(finding.conditions, profile)
    known = {it.name for it in needed}
    parts = [*needed, *(it for it in conditions if it.name not in known)]
    if journey is not None and not journey.starter:
        parts += [it for it in [_empty(profile)] if it.name not in {part.name for part in parts}]
        parts.append(_again())
    return script_for(
        finding, profile, name=name, parts=parts, check=check, left_out=tuple(left_out)
    )


def script_for(
    finding: Finding,
    profile: Profile,
    *,
    name: str,
    parts: Sequence[Part],
    check: tuple[str, ...],
    left_out: tuple[str, ...] = (),
) -> Script:
    """The script that starts as the finding's starter does, with these parts, and checks this."""
    acting = _acting(finding, profile)
    start = profile.api.start or profile.api.create
    return Script(
        name=name,
        title=in_words(finding.suffers or finding.cause),
        about=in_words(f"{finding.invariant} ({finding.line}): {finding.cause}"),
        sign_in=acting.sign_in,
        act=acting.act,
        parts=tuple(parts),
        check=check,
        ready=signs(profile.screens.ready),
        error=signs(profile.screens.error),
        runner=_runner(profile),
        session=_any_query(profile.api.session[0]),
        session_method=profile.api.session[0].method,
        start=_any_query(start[0]) if start else "^$",
        kinds=kinds_of(KINDS, profile),
        deadline_s=profile.deadline_ms / 1_000 + MARGIN_S,
        reads=acting.reads,
        left_out=left_out,
    )


def kinds_of(
    names: Sequence[str], profile: Profile
) -> tuple[tuple[str, str, str, str, object], ...]:
    """What tells the requests of those roles."""
    return tuple(
        (kind, it.method, _any_query(it), it.field, it.equals)
        for kind in names
        for it in getattr(profile.api, kind, ())
    )


def _acting(finding: Finding, profile: Profile) -> _Acting:
    wanted = (
        finding.starter if finding.starter in profile.starters else next(iter(profile.starters))
    )
    starter = profile.starters[wanted]
    form = sign_in_of(profile.visitor(starter.visitor), profile)
    steps = (*(form.steps if form else ()), *starter.steps)
    reads = dict.fromkeys(
        variable(starter.visitor, name, profile)
        for step in steps
        for name in placeholders(said(step))
    )
    return _Acting(_sign_in(form, starter, profile), _act(starter, profile), tuple(reads))


def _sign_in(form: ByForm | None, starter: Starter, profile: Profile) -> tuple[str, ...]:
    if isinstance(profile.sign_in[profile.visitor(starter.visitor).sign_in], NoSignIn):
        return ()
    if form is None:
        return ("raise CannotTry('set STORAGE_STATE to a file that Playwright saved, signed in')",)
    entered = " or ".join(f"{it}.is_visible()" for it in signs(form.done))
    return (
        f"page.goto(url + {form.path or profile.paths.sign_in!r})",
        *(_line(it, starter, profile) for it in form.steps),
        f"if not until(page, lambda: {entered}, 15):",
        "    raise CannotTry('the sign-in did not succeed')",
    )


def _act(starter: Starter, profile: Profile) -> tuple[str, ...]:
    *before, last = starter.steps
    return (
        f"page.goto(url + {starter.path!r})",
        *(_line(it, starter, profile) for it in before),
        *_last(last, starter, profile),
    )


def _last(step: Step, starter: Starter, profile: Profile) -> tuple[str, ...]:
    """The act that starts, done twice within one task of the page where `clicks` says so."""
    line = _line(step, starter, profile)
    if step.verb != "click":
        return (line,)
    return (
        "if clicks == 2:",
        f"    {line.replace('.click()', '.click(trial=True)')}",
        f"    {line.replace('.click()', TWICE)}",
        "else:",
        f"    {line}",
    )


def _line(step: Step, starter: Starter, profile: Profile) -> str:
    value = said(step)
    names = list(placeholders(value))
    if not names:
        return done(step, repr(value))
    known = [variable(starter.visitor, it, profile) for it in names]
    if step.verb == "select":
        return done(step, f"os.environ.get({known[0]!r})")
    text = re.sub(r"\{[^}]*\}", "%s", value.replace("%", "%%"))
    filled = ", ".join(f"value({it!r})" for it in known)
    return done(step, f"{text!r} % ({filled},)" if text != "%s" else filled)


def _runner(profile: Profile) -> str:
    before, _, after = profile.paths.runner.partition("{id}")
    return f"{re.escape(before)}{profile.ids.pattern}{re.escape(after)}"


def _any_query(endpoint: Endpoint) -> str:
    return endpoint.pattern.removesuffix("$") + r"(?:[?#].*)?$"


def _empty(profile: Profile) -> Part:
    found, _ = parts_of(("storage-empty",), profile)
    return found[0]


def _again() -> Part:
    return Part(
        "open it once more, in a tab of its own",
        Place.ACT,
        (
            "address = tab.url.split('?')[0]",
            "asked.clear()",
            "tab = context.new_page()",
            "tab.goto(address)",
            "ended = ending(tab)",
        ),
    )
