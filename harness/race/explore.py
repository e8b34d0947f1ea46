"""Every order that may matter: dynamic partial-order reduction with sleep sets.

Each run is played from the start; what a step touched is known once it is done. Two steps that race
(`before.races`) are tried in the other order too, and nothing else is. Sleep sets see to it that no
two complete runs are equivalent. After Flanagan and Godefroid, "Dynamic Partial-Order Reduction for
Model Checking Software" (POPL 2005), with the source sets of Abdulla, Aronis, Jonsson and Sagonas
(POPL 2014). With a bound on preemptions nothing is reduced: a bounded search may not leave out an
order because an equivalent one, which may have more preemptions, was played.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from harness.race.ahead import Branch
from harness.race.before import before, count_orders, enabled_by, races
from harness.race.endless import tireless
from harness.race.played import Parked, Play, Played, Uncontrolled, preemptions
from harness.race.step import Gate, Step, dependent

Enough = Callable[[Played], bool]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What ends a search early. `reduced` False plays equivalent orders too."""

    max_runs: int | None = None
    max_preemptions: int | None = None
    reduced: bool = True


@dataclass(frozen=True, slots=True)
class Explored:
    """What a search came to.

    `runs` are the complete runs in the order of their playing; `cut` counts those that were given
    up half-way because an equivalent one had been played. `complete` says that no order within
    `bounds` is left. `feasible` is the number of all total orders, played or equivalent to one that
    was; None unless complete and not bounded, where something came again and again (`endless`), or
    where there are too many to count.
    """

    runs: tuple[Played, ...]
    cut: int
    complete: bool
    feasible: int | None
    bounds: Bounds = field(default_factory=Bounds)

    @property
    def pruned(self) -> int | None:
        """How many orders were left out as equivalent to a played one."""
        return None if self.feasible is None else self.feasible - len(self.runs)

    @property
    def exhaustive(self) -> bool:
        """Whether every order that can lead elsewhere was played."""
        bounded = self.bounds.max_preemptions is not None or self.endless
        return self.complete and not bounded

    @property
    def endless(self) -> frozenset[str]:
        """What came so often in a run that its further orders were not tried."""
        return frozenset[str]().union(*map(tireless, self.runs))


@dataclass(slots=True, eq=False)
class _Moment:
    """One node of the search tree: what is parked, what was tried there, what is still to be.

    `above` is the moment before it, None for the first; `now` is what is opened on the way that is
    played.
    """

    parked: Parked
    asleep: dict[Gate, Step]
    above: "_Moment | None" = None
    todo: set[Gate] = field(default_factory=set)
    tried: dict[Gate, Step] = field(default_factory=dict)
    now: Gate | None = None
    by: Gate | None = None

    def awake(self) -> list[Gate]:
        """What is parked and neither tried nor covered by what was tried elsewhere."""
        return sorted(set(self.parked) - self.asleep.keys() - self.tried.keys())

    def covered(self) -> dict[Gate, Step]:
        """What need not be tried after what is tried now, unless that may matter for it."""
        return {**self.asleep, **self.tried}

    def way(self) -> "list[_Moment]":
        """The moments from the first to this one."""
        found, at = [self], self.above
        while at is not None:
            found.append(at)
            at = at.above
        return found[::-1]


@dataclass(frozen=True, slots=True)
class _Turn:
    """At that moment that gate is to be opened too."""

    moment: _Moment
    gate: Gate

    @property
    def is_due(self) -> bool:
        """Whether it is neither done nor covered by what was done elsewhere."""
        return self.gate not in self.moment.tried and self.gate not in self.moment.asleep

    def branch(self) -> Branch:
        """The way there."""
        way = [it.by for it in self.moment.way() if it.by is not None]
        return Branch((*way, self.gate), self.moment.covered())


def explore(play: Play, bounds: Bounds | None = None, *, enough: Enough | None = None) -> Explored:
    """Plays every order that may matter, within the bounds, until `enough` says so of a run.

    Raises Uncontrolled where an order that was played before leads to other gates.
    """
    search = _Search(bounds or Bounds())
    runs: list[Played] = []
    cut = 0
    while search.more(len(runs)):
        played = play(search)
        search.learn(played)
        if not played.outcome:
            cut += 1
            continue
        runs.append(played)
        if enough and enough(played):
            break
    return Explored(tuple(runs), cut, search.complete, search.feasible(runs), search.bounds)


class _Search:
    """The moments along the order that is being played, and the turns that were left for later.

    The newest turn and the oldest one are taken in turn. The newest alone would be depth first, in
    which an inversion at the start of a run comes after all that can be changed at its end. Any
    order comes to the same in the end: whatever a moment's subtree still lacks is a turn as well.
    """

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self._reduced = bounds.reduced and bounds.max_preemptions is None
        self._path: list[_Moment] = []
        self._turns: deque[_Turn] = deque()
        self._begun = self._takes_oldest = False

    @property
    def complete(self) -> bool:
        """Whether no turn is left."""
        return self._begun and not self._due()

    def more(self, played: int) -> bool:
        """Turns to the next order; False where there is none, or enough were played."""
        if self.complete or (self.bounds.max_runs is not None and played >= self.bounds.max_runs):
            return False
        if self._begun:
            turn = self._turns.popleft() if self._takes_oldest else self._turns.pop()
            self._takes_oldest = not self._takes_oldest
            self._lead_to(turn)
        self._begun = True
        return True

    def __call__(self, parked: Parked, done: Sequence[Step]) -> Gate | None:
        """The gate to open now; None where every order from here on was covered before."""
        at = len(done)
        if at < len(self._path):
            _refuse_other(self._path[at].parked, parked, at)
            return self._path[at].now
        last = self._path[-1] if self._path else None
        moment = _Moment(parked, self._asleep(parked, done), last, by=last.now if last else None)
        self._path.append(moment)
        awake = moment.awake()
        self._plan(moment, awake[:1] if self._reduced else self._allowed(awake, done))
        moment.now = next((it for it in awake if it in moment.todo), None)
        return moment.now

    def foreseen(self) -> Sequence[Branch]:
        """The order that is tried now, and those that are to be tried after it, the next first."""
        gates = tuple(it.now for it in self._path if it.now is not None)
        found = [Branch(gates, self._path[-1].covered() if self._path else {})]
        due = deque(it for it in self._turns if it.is_due and it.moment.now != it.gate)
        takes_oldest = self._takes_oldest
        while due:
            found.append((due.popleft() if takes_oldest else due.pop()).branch())
            takes_oldest = not takes_oldest
        return found

    def learn(self, played: Played) -> None:
        """Remembers what each step touched, and which races are to be tried the other way."""
        for moment, step in zip(self._path, played.steps, strict=False):
            moment.tried[step.gate] = step
            self._plan(moment, step.ended)
        if self._reduced:
            closed = before(played)
            for later in range(len(played.steps)):
                self._bring_forward(played, later)
            for earlier, later in sorted(races(played)):
                self._reverse(played, closed, earlier, later)

    def _bring_forward(self, played: Played, later: int) -> None:
        """Plans a step at the first moment at which it could have come before something that may
        depend on it. Reversals lead there too, step by step: this only comes to it sooner.
        """
        enabler = enabled_by(played, later)
        since = 0 if enabler is None else enabler + 1
        step = played.steps[later]
        passed = (it for it in range(since, later) if dependent(played.steps[it], step))
        first = next(passed, later)
        if first < later and step.gate not in self._path[first].asleep:
            self._plan(self._path[first], [step.gate])

    def _plan(self, moment: _Moment, gates: Iterable[Gate]) -> None:
        """Has them opened at the moment in their turn; of the newest the first by name is next."""
        new = sorted(set(gates) - moment.todo, reverse=True)
        moment.todo.update(new)
        self._turns += [_Turn(moment, it) for it in new]

    def _lead_to(self, turn: _Turn) -> None:
        self._path = turn.moment.way()
        for above, below in pairwise(self._path):
            above.now = below.by
        turn.moment.now = turn.gate

    def _due(self) -> bool:
        """Whether a turn is left; those at both ends that came to nothing are forgotten."""
        while self._turns and not self._turns[-1].is_due:
            self._turns.pop()
        while self._turns and not self._turns[0].is_due:
            self._turns.popleft()
        return bool(self._turns)

    def feasible(self, runs: Sequence[Played]) -> int | None:
        """The number of all total orders, as `Explored.feasible` says."""
        if not self.complete or self.bounds.max_preemptions is not None:
            return None
        if any(map(tireless, runs)):
            return None
        if not self._reduced:
            return len(runs)
        counts = [count_orders(it) for it in runs]
        return None if None in counts else sum(it for it in counts if it is not None)

    def _asleep(self, parked: Parked, done: Sequence[Step]) -> dict[Gate, Step]:
        if not self._reduced or not done:
            return {}
        last = self._path[len(done) - 1]
        return {
            gate: step
            for gate, step in last.covered().items()
            if gate in parked and gate != last.now and not dependent(step, done[-1])
        }

    def _allowed(self, awake: Sequence[Gate], done: Sequence[Step]) -> set[Gate]:
        """What may be opened with the preemptions that are left."""
        most = self.bounds.max_preemptions
        if most is None:
            return set(awake)
        so_far = tuple(it.parked for it in self._path)
        left = most - preemptions(Played(so_far, tuple(done), ""))
        staying = {it for it in awake if done and it.actor == done[-1].gate.actor}
        return set(awake) if left > 0 or not staying else staying

    def _reverse(
        self, played: Played, closed: Sequence[set[int]], earlier: int, later: int
    ) -> None:
        """Plans, at the moment of the earlier step, an order in which the later one comes first."""
        moment = self._path[earlier]
        free = [it for it in range(earlier + 1, later) if earlier not in closed[it]]
        run = [*free, later]
        firsts = {played.steps[it].gate for it in run if not closed[it].intersection(run)}
        firsts &= set(moment.parked)
        if firsts & (moment.todo | moment.tried.keys() | moment.asleep.keys()):
            return
        self._plan(moment, [min(firsts)] if firsts else moment.parked)


def _refuse_other(known: Parked, parked: Parked, at: int) -> None:
    if set(known) == set(parked):
        return
    raise Uncontrolled(
        f"The race is not under control: after the same {at} steps other gates were parked than "
        f"before. Before: {_named(known)}. Now: {_named(parked)}."
    )


def _named(parked: Parked) -> str:
    return ", ".join(map(str, sorted(parked))) or "none"
