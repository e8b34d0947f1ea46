"""A whole race: the orders are searched, some are played again, the calmest failing one is found.

search   every order that may matter, within bounds; or walks by chance
audit    each outcome's example is played once more, and must end the same
calm     the shortest failing order is made calmer, as long as it fails in the same way
edge     which wait is missing in the app
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from harness.errors import Inconclusive
from harness.model.word import Status
from harness.race.audit import audit
from harness.race.explore import Bounds, Explored, explore
from harness.race.memory import Remembered
from harness.race.played import Choose, Played, preemptions
from harness.race.schedule import Replay, Schedule
from harness.race.shrink import calmest
from harness.race.summary import OutcomeRow, claim
from harness.race.walk import PrioritisedWalk, RandomWalk
from harness.racing.edge import Edge, missing_edge
from harness.racing.orders import Orders

# How many orders may be played to make a failing one calmer.
CALMER = 60
# PCT finds with a known probability what needs at most so many orderings to meet: an entry is seen
# late, an attempt is over before its answer, both before the load has ended. One more would make
# what needs fewer rarer, by up to LENGTH times.
DEPTH = 3
# A start-up whose runner asks the server opens so many gates; of a longer one, what its last walk
# opened.
LENGTH = 24


@dataclass(frozen=True, slots=True)
class Plan:
    """How orders are searched. `walks` > 0: that many walks by chance, of PCT or at random, from
    `seed`, instead of a search; `replay`: this order alone. `audits` says which orders are played
    again: `examples`, `all` or `none`; `calmer` how many may be played to make a failing one
    calmer.
    """

    bounds: Bounds = field(default_factory=Bounds)
    walks: int = 0
    way: str = "pct"
    seed: int = 1
    audits: str = "examples"
    calmer: int = CALMER
    replay: Schedule | None = None

    @property
    def method(self) -> str:
        """In a word: `search`, `pct`, `random` or `replay`."""
        if self.replay is not None:
            return "replay"
        return self.way if self.walks else "search"


@dataclass(slots=True)
class Race:
    """What is known so far; filled as it goes, so that an end in the middle loses nothing."""

    orders: Orders
    plan: Plan
    explored: Explored | None = None
    audited: int = 0
    calm: Played | None = None
    edge: Edge | None = None
    hindered: str = ""
    interrupted: bool = False
    seconds: float = 0.0

    @property
    def rows(self) -> tuple[OutcomeRow, ...]:
        """The outcomes, failing ones first."""
        return self.orders.rows()

    @property
    def failing(self) -> tuple[str, ...]:
        """The ids of all orders that failed."""
        return self._ids(Status.FAIL)

    @property
    def undecided(self) -> tuple[str, ...]:
        """The ids of all orders of which it is not known whether something is wrong."""
        return self._ids(Status.UNKNOWN)

    @property
    def status(self) -> Status:
        """FAIL where an order fails; UNKNOWN where one could not be decided, where something
        hindered the race, or no order was played; else PASS.
        """
        if self.failing:
            return Status.FAIL
        doubtful = self.undecided or self.hindered or not self.orders.known
        return Status.UNKNOWN if doubtful else Status.PASS

    @property
    def said(self) -> str:
        """What may be said of the search, in one sentence."""
        if self.explored is not None:
            return claim(self.explored)
        played = len(self.orders.known)
        if self.plan.replay is not None:
            return f"{played} order played again by its id: nothing is said of the others."
        if self.plan.walks and not self.hindered:
            return f"{played} orders played by chance: nothing is known of the others."
        return f"{played} orders played, not all: the search was ended in the middle."

    def _ids(self, status: Status) -> tuple[str, ...]:
        return tuple(it.id for it in self.orders.known if it.ended.status is status)


def run(race: Race) -> None:
    """Plays it to its end. What the world cannot give is written down in `hindered`, what was found
    before stays. KeyboardInterrupt goes on, likewise.
    """
    began = time.monotonic()
    try:
        _search(race)
        _conclude(race)
    except Inconclusive as error:
        race.hindered = str(error)
    except KeyboardInterrupt:
        race.interrupted = True
        race.hindered = "It was interrupted."
    finally:
        race.seconds = time.monotonic() - began


def _search(race: Race) -> None:
    plan, orders = race.plan, race.orders
    if plan.replay is not None:
        orders.play(Replay(plan.replay))
        return
    if not plan.walks:
        known = [it.played for it in orders.known]
        race.explored = explore(Remembered(orders.play, known), plan.bounds)
        return
    length = LENGTH
    for at in range(plan.walks):
        length = max([length, *(len(it.played.steps) for it in orders.known[-1:])])
        orders.play(_walker(plan, plan.seed + at, length))


def _walker(plan: Plan, seed: int, length: int) -> Choose:
    if plan.way == "random":
        return RandomWalk(seed)
    return PrioritisedWalk(seed, depth=DEPTH, length=length)


def _conclude(race: Race) -> None:
    orders = race.orders
    orders.recall()
    failing = [it for it in orders.known if it.ended.is_failing]
    race.audited = audit(_again(orders), _audited(race))
    if not failing:
        return
    if race.plan.replay is not None:
        race.calm = failing[0].played
        return
    row = race.rows[0]
    runs = [it.played for it in failing if it.played.outcome == row.outcome]
    others = [it.played for it in orders.known if it.played.outcome != row.outcome]
    wrong = [it.played for it in failing]
    right = [it.played for it in orders.known if it.ended.status is Status.PASS]
    race.edge = missing_edge(runs, others) or missing_edge(wrong, right)
    shortest = min(runs, key=lambda it: (preemptions(it), len(it.steps)))
    known = Remembered(_again(orders), [it.played for it in orders.known])
    race.calm = calmest(known, shortest, max_runs=race.plan.calmer)


def _audited(race: Race) -> Sequence[Played]:
    orders = race.orders
    if race.plan.audits == "all":
        return [it.played for it in orders.known]
    examples = [it.played for it in orders.examples.values()]
    return examples if race.plan.audits == "examples" else []


def _again(orders: Orders) -> Callable[[Choose], Played]:
    """Plays without counting: an order that is played again is no other one."""
    return lambda choose: orders.once_more(choose).played
