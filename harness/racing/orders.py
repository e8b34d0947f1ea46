"""The orders that were played: each by its id, and of each outcome the calmest run in full."""

from collections.abc import Callable
from dataclasses import dataclass

from harness.errors import Inconclusive
from harness.model.word import Status
from harness.race.played import Choose, Played, Uncontrolled, preemptions
from harness.race.schedule import Replay, Schedule, parse, schedule_of
from harness.race.summary import OutcomeRow, outcome_rows
from harness.racing.outcome import Ended
from harness.racing.world import Recorded


@dataclass(frozen=True, slots=True)
class Order:
    """One order that was played to its end, and what it came to."""

    id: str
    played: Played
    ended: Ended


class Orders:
    """Plays through `play`, and keeps what came of it. `heard` is told of each order as it ends."""

    def __init__(
        self,
        play: Callable[[Choose], Recorded],
        digest: str,
        heard: Callable[[Order], None] = lambda _: None,
    ) -> None:
        self._play = play
        self._heard = heard
        self.digest = digest
        self.known: list[Order] = []
        self.examples: dict[str, Recorded] = {}

    def play(self, choose: Choose) -> Played:
        """Plays one order; one that was cut short is not kept."""
        recorded = self._play(choose)
        played = recorded.played
        if played.outcome:
            order = Order(str(schedule_of(played, self.digest)), played, recorded.ended)
            self.known.append(order)
            known = self.examples.get(played.outcome)
            if known is None or _calm(played) < _calm(known.played):
                self.examples[played.outcome] = recorded
            self._heard(order)
        return played

    def adopt(self, order: Order) -> None:
        """Counts an order that was played before, without a recording."""
        self.known.append(order)

    def recall(self) -> None:
        """Plays an order of each outcome of which there is no recording; raises Uncontrolled where
        it ends otherwise now.
        """
        for row in self.rows():
            if row.outcome in self.examples:
                continue
            recorded = self.replay(parse(row.example, self.digest))
            if recorded.played.outcome != row.outcome:
                raise Uncontrolled(
                    f"The race is not under control: {row.example} ended as '{row.outcome}' "
                    f"before, and ends as '{recorded.played.outcome}' now."
                )
            self.examples[row.outcome] = recorded

    def once_more(self, choose: Choose) -> Recorded:
        """Plays one order that is not kept."""
        return self._play(choose)

    def replay(self, schedule: Schedule) -> Recorded:
        """Plays the order of that id; raises Diverged where it cannot be had."""
        recorded = self._play(Replay(schedule))
        if not recorded.played.outcome:
            raise Inconclusive(f"The order {schedule} ended before the scenario did.")
        return recorded

    @property
    def passing(self) -> frozenset[str]:
        """The outcomes with which nothing is wrong."""
        return self._ending(Status.PASS)

    @property
    def undecided(self) -> frozenset[str]:
        """The outcomes of which it is not known whether something is wrong."""
        return self._ending(Status.UNKNOWN)

    def rows(self) -> tuple[OutcomeRow, ...]:
        """A row for each outcome, failing ones first."""
        runs = [it.played for it in self.known]
        known = {"passing": self.passing, "undecided": self.undecided}
        return outcome_rows(runs, **known, digest=self.digest)

    def id_of(self, played: Played) -> str:
        """The order's id."""
        return str(schedule_of(played, self.digest))

    def _ending(self, status: Status) -> frozenset[str]:
        return frozenset(str(it.ended) for it in self.known if it.ended.status is status)


def _calm(played: Played) -> tuple[int, int]:
    return preemptions(played), len(played.steps)
