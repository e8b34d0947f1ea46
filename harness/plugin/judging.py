"""One scenario's recording: each journey is judged as it ends, written to disk, and forgotten.

What fails is known before the scenario's tabs are closed, so that there is still something to take
a picture of.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import pytest

from harness.errors import BrowserLost, Inconclusive
from harness.judge.finding import BAD
from harness.judge.ruling import judge_journey, starved_said
from harness.model.journey import Journey, NotLoaded
from harness.model.race import Raced
from harness.model.run import BROKE
from harness.model.trace import Trace
from harness.model.verdict import Verdict
from harness.model.word import Capability, Outcome, Status
from harness.plugin.proof import Proof
from harness.stage.stage import Stage

BENCH: pytest.StashKey["Bench"] = pytest.StashKey()
SHOWN = 3


class InvariantBroken(AssertionError):
    """The app broke at least one invariant; pytest shows it as a failure."""


class NotDecided(Inconclusive):
    """An invariant could not be decided; pytest shows it as an error."""


@dataclass
class Bench:
    """What one scenario has recorded so far. Where it is played in every order it has no stage of
    its own: `raced` is what came of them, `offered` what their stages can honour, `named` the
    conditions in place.
    """

    item: pytest.Item
    proof: Proof
    prefix: str
    stage: Stage | None = None
    journeys: list[str] = field(default_factory=list)
    broken: list[tuple[Verdict, str]] = field(default_factory=list)
    undecided: list[tuple[Verdict, str]] = field(default_factory=list)
    attachments: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    starved: str = ""
    raced: Raced | None = None
    offered: frozenset[Capability] | None = None
    named: tuple[str, ...] = ()

    @classmethod
    def of(cls, item: pytest.Item, proof: Proof) -> "Bench":
        """The item's bench, made now; its journeys' ids begin with the worker and a number."""
        proof.scenarios += 1
        bench = cls(item, proof, f"{proof.worker}-{proof.scenarios}.")
        item.stash[BENCH] = bench
        return bench

    def keep(self, journey: Journey) -> None:
        """Judges a journey that has ended, and writes it down with pictures of what failed."""
        self.starved = self.starved or starved_said(journey)
        verdicts = judge_journey(journey)
        if any(it.status in BAD for it in verdicts) and self.proof.target_is_gone():
            self.cut = True
            journey = replace(journey, traces=tuple(_cut(it) for it in journey.traces))
            verdicts = judge_journey(journey)
        broken = [it for it in verdicts if it.status is Status.FAIL]
        undecided = [it for it in verdicts if it.status is Status.UNKNOWN]
        story = journey.story() if broken or undecided else ""
        self.broken += [(it, story) for it in broken]
        self.undecided += [(it, story) for it in undecided]
        if broken or undecided:
            journey = self._with_pictures(journey)
        self.proof.writer.journey(journey)
        self.journeys.append(journey.id)

    def settle(self) -> None:
        """Ends the last act and judges it; raises InvariantBroken or NotDecided."""
        if self.stage is not None:
            self.stage.end_act()
        self.proof.refuse_gone_target()
        if self.broken:
            raise InvariantBroken(_said(BROKE, self.broken))
        if self.undecided:
            raise NotDecided(_said("The app left undecided", self.undecided))

    def note(self, error: BaseException) -> None:
        """Takes what the scenario's error tells: raises TargetUnreachable or BackendLost where the
        target is gone, which explains it, and InvariantBroken where no runner was loaded and the
        app broke something on the way; a browser that is gone cuts the recording.
        """
        if isinstance(error, BrowserLost):
            self.cut = True
            return
        self.take_pictures()
        if self.proof.target_is_gone():
            self.cut = True
            self.proof.refuse_gone_target()
        if isinstance(error, NotLoaded):
            self.settle()
        if isinstance(error, AssertionError):
            self._refuse_starved(error)

    def _refuse_starved(self, error: AssertionError) -> None:
        """Raises NotDecided where the pages were given no processor, and the app broke nothing that
        is wrong at any speed.
        """
        if self.stage is not None:
            self.stage.end_act()
        if self.starved and not self.broken:
            said = str(error).strip().partition("\n")[0]
            raise NotDecided(f"{self.starved} The scenario said: {said}") from error

    def take_pictures(self) -> None:
        """Saves a picture of every open tab, once."""
        if self.stage is None or self.attachments:
            return
        for tab, png in self.stage.screenshots().items():
            self.attachments[tab] = self.proof.writer.attach(f"{self.prefix}{tab}.png", [png])

    @property
    def capabilities(self) -> frozenset[Capability] | None:
        """What the scenario's stage can honour; None where it never had one."""
        return self.stage.capabilities if self.stage is not None else self.offered

    @property
    def conditions(self) -> tuple[str, ...]:
        """The names of the conditions that were put in place."""
        return self.stage.conditions if self.stage is not None else self.named

    def finish(self) -> None:
        """Closes the stage; a journey that was still open is kept as it is."""
        if self.stage is not None:
            self.stage.close(interrupted=self.cut)

    def _with_pictures(self, journey: Journey) -> Journey:
        self.take_pictures()
        traces = tuple(
            replace(it, screenshot=self.attachments.get(it.tab, "")) for it in journey.traces
        )
        return replace(journey, traces=traces)


def _said(what: str, verdicts: Iterable[tuple[Verdict, str]]) -> str:
    all_of_them = list(verdicts)
    heads = [f"{it.invariant} ({it.line}): {it.reason}" for it, _ in all_of_them]
    stories = list(dict.fromkeys(story for _, story in all_of_them if story))[:SHOWN]
    first, *more = dict.fromkeys(heads)
    return "\n".join([f"{what} {first}", *more, "", *stories])


def _cut(trace: Trace) -> Trace:
    done = trace.ending.outcome is Outcome.READY
    return trace if done else replace(trace, interrupted=True)


def is_inconclusive(error: BaseException) -> bool:
    """Whether the error says that it could not be found out (a crash, a mistake in the scenario, a
    lost browser), rather than that the app is wrong.
    """
    return not isinstance(error, AssertionError | pytest.fail.Exception)
