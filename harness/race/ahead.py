"""Orders that a search will ask for next are played by other lanes while it waits for one.

    search ─▶ known already? ─▶ a lane plays it? wait ─▶ else it is played here
                                 ▲
    what the search has still to try (`foreseen`) ─▶ other lanes

The search itself is the same with any number of lanes: it learns of the orders one after the other,
as if it had played each of them itself. What a lane played in vain is forgotten with the search.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar, runtime_checkable

from harness.race.played import Choose, Parked, Played, Uncontrolled
from harness.race.step import Gate, Step, dependent

# What waits to be played beyond what the lanes are at, so that none is idle.
QUEUE = 2


@dataclass(frozen=True, slots=True)
class Branch:
    """The way to an order: the gates to open first, and what was covered at the last of them."""

    gates: tuple[Gate, ...]
    covered: Mapping[Gate, Step] = field(default_factory=dict)


@runtime_checkable
class Foreseeing(Protocol):
    """A chooser that knows what it will choose later."""

    def __call__(self, parked: Parked, done: Sequence[Step], /) -> Gate | None:
        """As every chooser."""

    def foreseen(self) -> Sequence[Branch]:
        """What it is at now, and then what it will turn to, the nearest first."""


class HasPlayed(Protocol):
    """What came of playing one order."""

    @property
    def played(self) -> Played:
        """The order."""


It = TypeVar("It", bound=HasPlayed)


class Along:
    """A chooser that follows a branch, then opens the first gate that is not covered elsewhere."""

    def __init__(self, branch: Branch) -> None:
        self._gates = branch.gates
        self._covered = dict(branch.covered)

    def __call__(self, parked: Parked, done: Sequence[Step]) -> Gate | None:
        """The gate to open; None where everything from here on is covered."""
        at = len(done)
        if at < len(self._gates):
            if self._gates[at] not in parked:
                raise Uncontrolled(
                    f"The race is not under control: after the same {at} steps {self._gates[at]} "
                    "is not parked any more."
                )
            return self._gates[at]
        self._covered = {
            gate: step
            for gate, step in self._covered.items()
            if gate in parked and gate != done[-1].gate and not dependent(step, done[-1])
        }
        return min(set(parked) - self._covered.keys(), default=None)


@dataclass(slots=True)
class _Moment(Generic[It]):
    parked: Parked = ()
    ended: It | None = None
    next: dict[Gate, tuple[Step, "_Moment[It]"]] = field(default_factory=dict)


class Ahead(Generic[It]):
    """Plays through `play`, which is called in up to `lanes` threads at once. `cut` makes what is
    given back for an order that the search gave up half-way.
    """

    def __init__(
        self, play: Callable[[Choose], It], cut: Callable[[Played], It], *, lanes: int
    ) -> None:
        self._play = play
        self._cut = cut
        self._lanes = lanes
        self._root: _Moment[It] = _Moment()
        self._pool = ThreadPoolExecutor(max(1, lanes - 1), thread_name_prefix="lane")
        self._running: dict[tuple[Gate, ...], Future[It]] = {}

    def play(self, choose: Choose) -> It:
        """What comes of the order that `choose` leads to. Who does not foresee is played anew."""
        if self._lanes < 2 or not isinstance(choose, Foreseeing):
            return self._play(choose)
        while (found := self._known(choose)) is None:
            foreseen = choose.foreseen()
            self._gather()
            if (ahead := self._on_the_way(foreseen[0].gates)) is not None:
                self._add(ahead, self._running.pop(ahead).result())
                continue
            self._send_ahead(foreseen[1:])
            found = self._play(choose)
            self._remember(found)
            break
        return found

    def close(self) -> None:
        """Plays nothing more; what is being played is waited for, and came to nothing."""
        self._pool.shutdown(cancel_futures=True)

    def _known(self, choose: Choose) -> It | None:
        steps: list[Step] = []
        parked: list[Parked] = []
        at = self._root
        while at.parked:
            gate = choose(at.parked, tuple(steps))
            parked.append(at.parked)
            if gate is None:
                return self._cut(Played(tuple(parked), tuple(steps), ""))
            if gate not in at.next:
                return None
            step, at = at.next[gate]
            steps.append(step)
        return at.ended

    def _on_the_way(self, gates: tuple[Gate, ...]) -> tuple[Gate, ...] | None:
        """Which of the branches that are played now leads there."""
        return next((it for it in self._running if gates[: len(it)] == it), None)

    def _send_ahead(self, branches: Iterable[Branch]) -> None:
        wanted = {it.gates: it for it in branches if not self._has(it.gates)}
        for gates, future in list(self._running.items()):
            if gates not in wanted and future.cancel():
                del self._running[gates]
        for gates, branch in wanted.items():
            if len(self._running) >= self._lanes - 1 + QUEUE:
                return
            if gates not in self._running:
                self._running[gates] = self._pool.submit(self._play, Along(branch))

    def _gather(self) -> None:
        for gates in [it for it, future in self._running.items() if future.done()]:
            self._add(gates, self._running.pop(gates).result())

    def _add(self, gates: tuple[Gate, ...], it: It) -> None:
        if it.played.gates[: len(gates)] == gates:
            self._remember(it)

    def _has(self, gates: Sequence[Gate]) -> bool:
        at = self._root
        for it in gates:
            if it not in at.next:
                return False
            at = at.next[it][1]
        return True

    def _remember(self, it: It) -> None:
        """Keeps each moment; raises Uncontrolled where the same steps led to other gates before."""
        at, played = self._root, it.played
        for number, parked in enumerate(played.parked):
            if at.parked and set(at.parked) != set(parked):
                raise Uncontrolled(
                    f"The race is not under control: after the same {number} steps other gates "
                    "were parked in another lane."
                )
            at.parked = parked
            if number < len(played.steps):
                step = played.steps[number]
                at = at.next.setdefault(step.gate, (step, _Moment()))[1]
        if played.outcome:
            at.ended = it
