"""What a race came to: in which orders a scenario was played, and where each of them ended."""

from dataclasses import dataclass, field

from harness.model.word import Status


@dataclass(frozen=True, slots=True, order=True)
class Doubt:
    """An invariant that could not be decided; `reason` is why, in the words of one run."""

    invariant: str
    reason: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class MissingWait:
    """What nothing in the app makes wait: `hasty` must come after `awaited` is done.

    `things` are what both touch; `share` of the orders, 0 to 1, is told apart by it.
    """

    awaited: str
    hasty: str
    things: tuple[str, ...] = ()
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class RaceOutcome:
    """One outcome: in how many of the played orders it came, and the calmest of them by its id,
    with the command that plays that one again. `journeys` are the ids of what was recorded of it.
    """

    outcome: str
    status: Status
    orders: int
    example: str
    steps: int
    preemptions: int
    doubts: tuple[Doubt, ...] = ()
    repeat: str = ""
    journeys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Raced:
    """One race. `check` is the scenario's id, '' where the race was for its own sake.

    `said` is all that may be said of the search. `feasible` is the number of all total orders
    and `pruned` of those that were left out as equivalent to a played one; None where that is
    not known. `endless` are the gates that came so often that they were no choice any more, so
    that nothing is exhaustive. `cut` orders were given up half-way as equivalent, `audited`
    played twice. `failing` and `undecided` are ids of orders. The order `calmest` opens the
    gates `steps`, each `actor:name`; `drawing` shows it line by line and `repeat` plays it; all
    are empty where none fails. `trace` and `script` are files of the run's folder that show and
    force it; `unscripted` is why there is no script. `hindered` is what ended the search, or
    casts doubt on it.
    """

    starter: str
    gates: tuple[str, ...]
    digest: str
    way: str
    seed: int
    said: str
    status: Status
    exhaustive: bool
    explored: int
    outcomes: tuple[RaceOutcome, ...]
    failing: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    feasible: int | None = None
    pruned: int | None = None
    cut: int = 0
    audited: int = 0
    calmest: str = ""
    missing: MissingWait | None = None
    steps: tuple[str, ...] = ()
    drawing: tuple[str, ...] = ()
    repeat: str = ""
    hindered: str = ""
    seconds: float = 0.0
    title: str = ""
    check: str = ""
    trace: str = ""
    script: str = ""
    unscripted: str = ""
    endless: tuple[str, ...] = ()
