"""A scenario that failed by an assert of its own, as a failure like any other.

What pytest says of the assert is put into the words of the scenario: what should be, and what was
instead.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from harness.judge.cause import SCENARIO
from harness.judge.failure import Failure, Glimpse
from harness.model.look import Look
from harness.model.run import Check
from harness.model.verdict import Scope, Verdict

LONGEST = 160
# pytest's own words: the assert with its values, and below it where the first value comes from.
_ASSERT = re.compile(r"^(?:E\s+|\s*)(?:AssertionError: )?assert (?P<said>.+)$", re.MULTILINE)
_ORIGIN = re.compile(r"^\s*\+\s+where .*\.(?P<name>\w+)$", re.MULTILINE)
_ENUM = re.compile(r"<\w+\.\w+: '([^']*)'>")
_COMPARED = re.compile(r"(?P<got>\S+) (?:==|is) (?P<wanted>\S+)")
WORDS = {
    "status": "the server answered {got}, not {wanted}",
    "ended": "the load ended {got}, not {wanted}",
    "error": "the error shown is {got}, not {wanted}",
    "answered_by": "the session came from {got}, not from {wanted}",
}
_ANSWER = re.compile(r"(?<=answered )(\d{3}), not (\d{3})")
_LISTED = re.compile(r"\[(?P<got>\d{3}|)\] == \[(?P<wanted>\d{3})\]")
UNASKED = "the server was not asked"
_KIND = {"None": "none", "storage": "storage", "server": "the server"}


def failures_of(
    check: Check, glimpses: Mapping[str, Glimpse], guards: Iterable[str] = ()
) -> tuple[Failure, ...]:
    """The check's own failure, once for each of its journeys; once where it recorded none.

    `guards` are the lines of the contract that the scenario guards.
    """
    lines = tuple(guards)
    return tuple(
        _failure(check, name, glimpses.get(name), lines) for name in check.journeys or ("",)
    )


def function_of(check: Check) -> str:
    """`test_file.py::test_function`, without the values that it was played with."""
    return f"{check.file}::{check.id.rpartition('::')[2].partition('[')[0]}"


def reason_of(check: Check) -> str:
    """What should be, by the scenario's title, and what was instead, by its assert."""
    title = check.title.strip() or "The scenario did not come out as it says."
    said = _ASSERT.search(check.detail) or _ASSERT.search(check.reason)
    if said is None:
        return check.reason or title
    return f"{title.rstrip('.')}: {_instead(_plain(said['said']), check.detail)}."


def _instead(said: str, detail: str) -> str:
    listed = _LISTED.fullmatch(said)
    if listed:
        return WORDS["status"].format(**listed.groupdict()) if listed["got"] else UNASKED
    compared, origin = _COMPARED.fullmatch(said), _ORIGIN.search(detail)
    known = WORDS.get(origin["name"]) if origin else None
    if compared is None or known is None:
        return f"not so ({_cut(said)})"
    got, wanted = (_KIND.get(compared[it], compared[it]) for it in ("got", "wanted"))
    return known.format(got=got, wanted=wanted)


def _plain(said: str) -> str:
    return _ENUM.sub(r"\1", said)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _failure(check: Check, journey: str, seen: Glimpse | None, guards: tuple[str, ...]) -> Failure:
    reason = reason_of(check)
    look = seen.look if seen else Look()
    answer = _ANSWER.search(reason)
    line = line_of(reason, guards)
    return Failure(
        verdict=Verdict(SCENARIO, line, Scope.JOURNEY, journey, check.status, 1, reason, ()),
        journey=journey or check.id,
        starter=check.starter,
        layer=check.proves,
        conditions=check.conditions,
        length=0,
        screenshot=seen.screenshot if seen else "",
        scenario=check.id,
        look=replace(look, request=f"→ {answer[0]}") if answer and not look.request else look,
        said=reason.partition("\n")[0],
        well=seen.well if seen else frozenset(),
        promises=frozenset(check.promises),
        guards=frozenset(guards),
    )


def line_of(reason: str, guards: Iterable[str]) -> str:
    """The line of the contract that the failed assert is about, as far as it can be told: what the
    server answered is a matter of the server, where a load ended may have many reasons.
    """
    answer = _ANSWER.search(reason)
    if answer:
        own = (it for it in guards if it.startswith("server."))
        return next(own, f"{SCENARIO}.status.{answer[2]}")
    return f"{SCENARIO}.ready" if reason.endswith(", not ready.") else SCENARIO
