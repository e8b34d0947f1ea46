"""A script in parts: each a few lines of code, so that parts can be left out."""

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """Where in the script a part stands, in the order of the script."""

    SETTING = "setting"
    ACT = "act"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that the script does: what it is in words, and its lines of Python, unindented.

    What is `needed` is never left out: without it the script would see another fault.
    """

    name: str
    place: Place
    lines: tuple[str, ...]
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Script:
    """What a stand-alone script says and does.

    `parts` may be left out one by one; `check` decides, as lines that end in `return 0` or
    `return fail(...)`. `runner`, `session` and `start` are regular expressions over addresses,
    `kinds` say what a request is for. `reads` are environment variables, `left_out` what of the
    recorded load it does not do again.
    """

    name: str
    title: str
    about: str
    sign_in: tuple[str, ...]
    act: tuple[str, ...]
    parts: tuple[Part, ...]
    check: tuple[str, ...]
    ready: tuple[str, ...]
    error: tuple[str, ...]
    runner: str
    session: str
    session_method: str
    start: str
    kinds: tuple[tuple[str, str, str, str, object], ...]
    deadline_s: float
    reads: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoScript:
    """Why there is no script for a finding, in a sentence."""

    why: str
