"""Everything that one command produced. Saved in three steps: started, recorded, judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from harness.model.comparison import Comparison
from harness.model.look import Look, Symptom
from harness.model.race import Raced
from harness.model.recurrence import Recurrence
from harness.model.rules import Rules
from harness.model.word import Status

# How the reason of a check begins in whose recording an invariant is broken, its asserts well.
BROKE = "The app broke"


class Stage(StrEnum):
    """How far a run got before it was saved; anything but JUDGED was cut short."""

    STARTED = "started"
    RECORDED = "recorded"
    JUDGED = "judged"


class LayerState(StrEnum):
    """What the run shows of one layer for one starter."""

    WORKS = "works"
    MASKED = "masked"
    DEAD = "dead"
    SEEN = "seen"
    NOT_TESTED = "not tested"


# What no scenario spoke of: nothing is proved of it.
UNPROVED = (LayerState.SEEN, LayerState.NOT_TESTED)


@dataclass(frozen=True, slots=True)
class Check:
    """One scenario's result. `journeys` are ids; `promises` the invariants that it must make look
    at something.

    `proves` names the layer and `starter` the starter for the matrix ('' where the check is about
    neither); `suppressed` is the layer that was taken away, '' for none. `began_at` is an instant
    in RFC 3339, '' in runs that were saved before it was recorded.
    """

    id: str
    title: str
    file: str
    status: Status
    reason: str = ""
    starter: str = ""
    proves: str = ""
    suppressed: str = ""
    conditions: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    journeys: tuple[str, ...] = ()
    duration_s: float = 0.0
    detail: str = ""
    repeat: str = ""
    attachments: Mapping[str, str] = field(default_factory=dict)
    began_at: str = ""

    @property
    def failed_by_itself(self) -> bool:
        """Whether an assert of its own failed, rather than an invariant of what it recorded."""
        return self.status is Status.FAIL and not self.reason.startswith(BROKE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause, as a person is told of it. `evidence` are seqs in `trace` (a trace's or journey's
    id), which is the load that shows it best.

    `rank` is 1 where users suffer most, 4 where nobody notices (`harness.judge.suffering`), and
    `suffers` says what in a sentence. `starters` are all that it shows with, `symptoms` what else
    fails for it, `script` the path of the script that repeats it, within the run's folder.
    `recurrence` says how often it was seen where a scenario that shows it was played again.
    """

    invariant: str
    line: str
    reason: str
    starter: str
    layer: str
    conditions: tuple[str, ...]
    trace: str
    evidence: tuple[int, ...]
    repeat: str
    status: Status = Status.FAIL
    checks: tuple[str, ...] = ()
    count: int = 1
    accepted: str = ""
    screenshot: str = ""
    cause: str = ""
    rank: int = 4
    suffers: str = ""
    look: Look = field(default_factory=Look)
    starters: tuple[str, ...] = ()
    symptoms: tuple[Symptom, ...] = ()
    script: str = ""
    recurrence: Recurrence | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of the matrix starter × layer, with the loads that show it."""

    starter: str
    layer: str
    state: LayerState
    loads: int
    ready: int
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """The saved head of a run; journeys and verdicts are streamed beside it (`harness.runs`).

    `created` sessions were made on the target and `cleaned` removed again; the User-Agent of
    whatever made them ends in `tag`, '' where the target was a mock of the run's own. `planned`
    scenarios were chosen, 0 where nobody counted; `stopped` says why it ended before all of them
    were played, '' where nothing hindered it. `races` are those of its scenarios that were played
    in every order. `kept` are the bytes of each file beside the head, and `loads` how many were
    judged; both are empty where they were not counted. `hosting` says what its answers told of the
    way to the app (`harness.judge.passing`), the deployment's id, and how long the first one took.
    """

    id: str
    command: str
    started_at: str
    stage: Stage
    target: Mapping[str, str]
    profile: str
    rules: Rules
    settings: Mapping[str, tuple[str, str]]
    versions: Mapping[str, str]
    selected_starters: tuple[str, ...] = ()
    deselected: tuple[str, ...] = ()
    allow_untested: bool = False
    duration_s: float = 0.0
    interrupted: bool = False
    verdict: Status = Status.UNKNOWN
    verdict_reason: str = ""
    exit_code: int = 3
    counts: Mapping[str, int] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    findings: tuple[Finding, ...] = ()
    matrix: tuple[Cell, ...] = ()
    created: int = 0
    cleaned: int = 0
    tag: str = ""
    planned: int = 0
    stopped: str = ""
    races: tuple[Raced, ...] = ()
    kept: Mapping[str, int] = field(default_factory=dict)
    loads: int = 0
    hosting: Mapping[str, str] = field(default_factory=dict)
    comparison: Comparison | None = None

    @property
    def unplayed(self) -> int:
        """How many of the chosen scenarios have no result, as far as they were counted."""
        return max(self.planned - len(self.checks), 0)
