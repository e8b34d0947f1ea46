"""What is said of one start at one address, where the world is made up."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

import pytest

from harness.baseline.look import Looker
from harness.baseline.turn import Side, Turn
from harness.errors import BrowserLost, NotObserved
from harness.invariants.tests.build import Tape
from harness.model.event import Phase
from harness.model.journey import Journey
from harness.model.trace import Trace
from harness.model.word import Layer, Outcome
from harness.race.played import Played
from harness.racing.outcome import Ended
from harness.racing.world import Recorded, World

TURN = Turn(1, "org", Side.AFTER)


@dataclass(frozen=True)
class End:
    at_ms: float = 340.25


@dataclass(frozen=True)
class Loaded:
    answered_by: Layer | None
    ended: Outcome = Outcome.READY
    error: str = ""
    began_ms: float = 40.0
    ending: End = field(default_factory=End)


@dataclass(frozen=True)
class Play:
    """Stands for a world: shows these loads, and ends as it is told."""

    show: Callable[[], None]
    journeys: tuple[Journey, ...] = ()
    fails: Exception | None = None

    def stress(self, seed: int, *, longest_ms: float) -> Recorded:
        """Plays once; nothing is to be delayed."""
        assert (seed, longest_ms) == (0, 0)
        self.show()
        if self.fails:
            raise self.fails
        return Recorded(Played((), (), ""), Ended((), ()), self.journeys, ())


def looked(
    *loads: tuple[Layer, Loaded],
    journeys: tuple[Journey, ...] = (),
    fails: Exception | None = None,
) -> list[tuple[str, float, str, bool]]:
    looker = Looker("after", "http://app.test")

    def show() -> None:
        looker._seen += [(meant, cast("Trace", it)) for meant, it in loads]

    looker._world = cast("World", Play(show, journeys, fails))
    return [(it.group, it.took_ms, it.wrong, it.seen) for it in looker.look(TURN)]


def test_one_start_is_a_load_by_each_layer_on_its_tabs_clock() -> None:
    assert looked((Layer.STORAGE, Loaded(Layer.STORAGE)), (Layer.SERVER, Loaded(Layer.SERVER))) == [
        ("org, storage", 300.2, "", True),
        ("org, server", 300.2, "", True),
    ]


def test_a_load_that_another_layer_answered_or_nobody_is_wrong() -> None:
    found = looked(
        (Layer.STORAGE, Loaded(Layer.SERVER)),
        (Layer.SERVER, Loaded(None, Outcome.ERROR, "network")),
    )

    assert [(it[2], it[3]) for it in found] == [
        ("answered by server", True),
        ("error:network", True),
    ]


def test_a_starter_that_opens_no_runner_has_failed() -> None:
    assert looked() == [("org, storage", 0.0, "no runner was opened", True)]


def test_what_was_not_observed_is_no_failure_of_the_app() -> None:
    found = looked((Layer.STORAGE, Loaded(Layer.STORAGE)), fails=NotObserved("No id.\nMore."))

    assert found == [("org, storage", 300.2, "", True), ("org, server", 0.0, "No id.", False)]


def test_what_a_hosting_answered_in_the_apps_place_is_not_the_apps() -> None:
    headers = {"x-vercel-mitigated": "challenge", "x-vercel-id": "fra1::a"}
    tape = Tape().add("document", {"status": 403, "headers": headers}, Phase.OK)

    found = looked((Layer.STORAGE, Loaded(None, Outcome.STUCK)), journeys=(tape.journey(),))

    assert [it[3] for it in found] == [False, False]
    assert all("a bot challenge" in it[2] for it in found)


def test_a_browser_that_is_lost_is_said_at_once() -> None:
    with pytest.raises(BrowserLost):
        looked(fails=BrowserLost("gone"))
