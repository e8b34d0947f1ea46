"""What the stand-in can be told to do: `--edge NAME[:VALUE],…`, each name with what VALUE counts.

A VALUE is a number of requests (`4`) or a time (`3s`, `500ms`).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

_TIME = re.compile(r"(\d+(?:\.\d+)?)(ms|s)")


class UnknownSwitch(Exception):
    """A name or a value that the stand-in does not know; the message says what it does know."""


@dataclass(frozen=True, slots=True)
class Span:
    """So many requests, or so long; one of the two is there."""

    requests: int | None = None
    seconds: float | None = None

    @property
    def number(self) -> int:
        """The number of requests, 0 for a time."""
        return self.requests or 0


@dataclass(frozen=True, slots=True)
class Switch:
    """What it does, and the VALUE that holds where none is said."""

    about: str
    usual: Span
    timed: bool = False


def _requests(count: int) -> Span:
    return Span(requests=count)


def _seconds(seconds: float) -> Span:
    return Span(seconds=seconds)


SWITCHES: Mapping[str, Switch] = {
    "protection": Switch(
        "nobody without the secret, its cookie (which lasts VALUE) or a token",
        _seconds(3_600),
        timed=True,
    ),
    "oidc": Switch("tokens of the local issuer let in; they last VALUE", _seconds(300), timed=True),
    "challenge": Switch("a bot challenge, after VALUE requests", _requests(0)),
    "rate-limit": Switch("too many requests, after VALUE of them", _requests(0)),
    "not-ready": Switch("still being built for VALUE", _requests(4)),
    "ready-too-soon": Switch("three answers, then VALUE that there is no deployment", _requests(4)),
    "deployment-error": Switch(
        "the deployment is gone for good; VALUE is the status: 402, 403, 404, 410 or 503",
        _requests(410),
    ),
    "alias": Switch("the branch's alias serves the build before for VALUE", _requests(6)),
    "cold-start": Switch(
        "the first call of each function takes VALUE longer", _seconds(1.5), timed=True
    ),
    "timeout": Switch("VALUE calls of a function get no answer in time", _requests(1)),
    "toolbar": Switch("a script of the hosting's in each page", _requests(0)),
    "cached-page": Switch("the first runner's page is everybody's", _requests(0)),
    "skew": Switch("the runner is of another build than the starters", _requests(0)),
    "long-host": Switch("a host whose first label has 63 characters", _requests(0)),
}
USUAL = ("protection",)


def parse(texts: Iterable[str]) -> dict[str, Span]:
    """The switches that are on, each with its value; raises UnknownSwitch."""
    written = [part.strip() for text in texts for part in text.split(",") if part.strip()]
    return dict(_one(it) for it in written)


def _one(text: str) -> tuple[str, Span]:
    name, colon, value = text.partition(":")
    if name not in SWITCHES:
        near = get_close_matches(name, SWITCHES, n=1, cutoff=0.5)
        hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(SWITCHES)}."
        raise UnknownSwitch(f"There is no switch '{name}' of the edge. {hint}")
    switch = SWITCHES[name]
    return name, _span(name, switch, value) if colon else switch.usual


def _span(name: str, switch: Switch, value: str) -> Span:
    if found := _TIME.fullmatch(value):
        return _seconds(float(found[1]) / (1_000 if found[2] == "ms" else 1))
    if value.isdigit() and not switch.timed:
        return _requests(int(value))
    wanted = "a time such as 2s or 500ms" if switch.timed else "a number of requests, or a time"
    raise UnknownSwitch(f"'{name}:{value}' cannot be used: VALUE is {wanted}. {switch.about}.")
