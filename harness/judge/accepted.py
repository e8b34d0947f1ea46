"""Accepted findings: faults that a team knows of and has someone look after, until a day.

    [[accepted]]
    invariant = "waits-grow"
    starter = "org"                   # optional: without it, every starter's
    reason = "The old client waits 1 s each time; replaced with the new loader."
    owner = "platform team"
    expires = 2027-03-31              # the last day on which it is accepted

They are shown, never hidden, and count again when their day is over.
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from harness.errors import BadSetting, UnknownName
from harness.judge.cause import SCENARIO
from harness.model.run import Finding

KEYS = {"invariant", "starter", "reason", "owner", "expires"}


@dataclass(frozen=True, slots=True)
class Accepted:
    """One accepted fault; `starter` '' stands for all of them."""

    invariant: str
    starter: str
    reason: str
    owner: str
    expires: date

    def covers(self, invariant: str, starter: str, today: date) -> bool:
        """Whether it speaks of that fault, and its day is not over."""
        same = self.invariant == invariant and self.starter in ("", starter)
        return same and today <= self.expires

    @property
    def text(self) -> str:
        """Why, by whom and until when, for a person."""
        return f"{self.reason} ({self.owner}, until {self.expires.isoformat()})"


def read_accepted(
    text: str, *, where: str, invariants: Sequence[str], starters: Sequence[str]
) -> tuple[Accepted, ...]:
    """The accepted findings in the TOML `text`; `where` names it in messages.

    Raises BadSetting for what is no such list, UnknownName for an invariant or starter that nothing
    knows.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"{where} is not TOML: {error}") from error
    entries = table.get("accepted", [])
    if set(table) - {"accepted"} or not isinstance(entries, list):
        raise BadSetting(f"{where} holds something else than [[accepted]] tables")
    return tuple(_one(it, f"{where}, entry {n}", invariants, starters) for n, it in _count(entries))


def accept(
    found: Iterable[Finding], accepted: Sequence[Accepted], today: date
) -> tuple[Finding, ...]:
    """The findings, those that are accepted marked with why, by whom and until when.

    One that shows with several starters is accepted where each of them is.
    """
    return tuple(replace(it, accepted=_why(it, accepted, today)) for it in found)


def _why(finding: Finding, accepted: Sequence[Accepted], today: date) -> str:
    starters = finding.starters or (finding.starter,)
    why = [why_accepted(finding.invariant, it, accepted, today) for it in starters]
    return "; ".join(dict.fromkeys(why)) if all(why) else ""


def why_accepted(invariant: str, starter: str, accepted: Sequence[Accepted], today: date) -> str:
    """Why this fault is accepted today, '' where it is not."""
    hits = [it.text for it in accepted if it.covers(invariant, starter, today)]
    return hits[0] if hits else ""


def _count(entries: list[object]) -> Iterable[tuple[int, object]]:
    return enumerate(entries, start=1)


def _one(
    entry: object,
    where: str,
    invariants: Sequence[str],
    starters: Sequence[str],
) -> Accepted:
    if not isinstance(entry, dict) or set(entry) - KEYS:
        raise BadSetting(f"{where}: known keys are {', '.join(sorted(KEYS))}")
    for key in ("invariant", "reason", "owner"):
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise BadSetting(f"{where} lacks '{key}'")
    if type(entry.get("expires")) is not date:
        raise BadSetting(f"{where} needs 'expires' as a date, such as 2027-03-31")
    known = (*invariants, SCENARIO)
    if entry["invariant"] not in known:
        raise UnknownName(f"invariant (in {where})", entry["invariant"], known)
    starter = entry.get("starter", "")
    if starter and starter not in starters:
        raise UnknownName(f"starter (in {where})", str(starter), starters)
    return Accepted(entry["invariant"], starter, entry["reason"], entry["owner"], entry["expires"])
