"""The nouns of a measurement: what became of one defect, one run of the sound app, and all of it.

fate         what the run of the suite said
killed       a FAIL that speaks of the line which the defect declares
elsewhere    a FAIL, but of other lines only
survived     everything that could tell was well, or could not look
unknown      it could not be found out
"""

from dataclasses import dataclass
from enum import StrEnum

from harness.compare.share import wilson
from harness.model.run import Finding
from harness.model.word import Status


class Fate(StrEnum):
    """What became of a defect."""

    SURVIVED = "survived"
    ELSEWHERE = "caught elsewhere"
    UNKNOWN = "inconclusive"
    KILLED = "killed"


@dataclass(frozen=True, slots=True)
class Caught:
    """A fate, the checks that told it (`invariant:…`, `scenario:…`), and why there is none."""

    fate: Fate
    by: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One defect's line of the table. `folder` keeps its run."""

    defect: str
    line: str
    why: str
    caught: Caught
    seconds: float = 0.0
    played: int = 0
    folder: str = ""

    @property
    def is_survivor(self) -> bool:
        """Whether nothing named the line that it breaks, although it could be found out."""
        return self.caught.fate in (Fate.SURVIVED, Fate.ELSEWHERE)


@dataclass(frozen=True, slots=True)
class SoundRun:
    """One run of all scenarios on the sound app; `busy` beside loops that take the processor.

    `not_passed` names each check with another status than pass, that first; `reason` says why the
    run is no PASS.
    """

    verdict: Status
    checks: int = 0
    not_passed: tuple[str, ...] = ()
    loads: int = 0
    findings: tuple[Finding, ...] = ()
    busy: bool = False
    seconds: float = 0.0
    folder: str = ""
    reason: str = ""

    @property
    def false_findings(self) -> tuple[Finding, ...]:
        """The findings that say that the sound app is wrong."""
        return tuple(it for it in self.findings if it.status is Status.FAIL)

    @property
    def is_unknown(self) -> bool:
        """Whether something in it could not be found out."""
        return self.verdict not in (Status.PASS, Status.FAIL)


@dataclass(frozen=True, slots=True)
class Power:
    """What is known of the harness's power; `asked` counts the defects that were to be tried, and
    `left_out` names those that do not show by this way.
    """

    mode: str
    seed: int
    asked: int
    rows: tuple[Row, ...] = ()
    sound: tuple[SoundRun, ...] = ()
    seconds: float = 0.0
    interrupted: bool = False
    left_out: tuple[str, ...] = ()

    @property
    def killed(self) -> int:
        """How many defects were killed."""
        return sum(1 for it in self.rows if it.caught.fate is Fate.KILLED)

    @property
    def survivors(self) -> tuple[Row, ...]:
        """The defects that nothing named, by name."""
        return tuple(sorted((it for it in self.rows if it.is_survivor), key=lambda it: it.defect))

    @property
    def undecided(self) -> tuple[Row, ...]:
        """The defects of which it could not be found out, by name."""
        rows = (it for it in self.rows if it.caught.fate is Fate.UNKNOWN)
        return tuple(sorted(rows, key=lambda it: it.defect))

    @property
    def bounds(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the share of kills."""
        return wilson(self.killed, len(self.rows))

    @property
    def loads(self) -> int:
        """How many single loads of the sound app were judged."""
        return sum(it.loads for it in self.sound)

    @property
    def false_findings(self) -> tuple[Finding, ...]:
        """What was found to be wrong with the sound app."""
        return tuple(found for it in self.sound for found in it.false_findings)

    def exit_code(self, *, allowed: int = 0) -> int:
        """130 interrupted; 1 for more survivors than allowed or a false finding; 3 for what could
        not be found out; else 0.
        """
        if self.interrupted:
            return 130
        if len(self.survivors) > allowed or any(it.verdict is Status.FAIL for it in self.sound):
            return 1
        unknown = self.undecided or any(it.is_unknown for it in self.sound)
        return 3 if unknown else 0
