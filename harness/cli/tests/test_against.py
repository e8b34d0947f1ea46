"""Two addresses beside each other, on sightings that are made up."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import cast

import pytest

from harness.baseline.look import Looker
from harness.baseline.sighting import Sighting
from harness.baseline.turn import Side, Turn, turns
from harness.cli import against
from harness.cli.against import compared, rows_of
from harness.cli.compare import as_run
from harness.compare.needed import level_of, loads_needed
from harness.compare.sides import Margins
from harness.errors import BrowserLost, Inconclusive
from harness.model.word import Layer, Status

BEGAN = datetime(2026, 3, 1, tzinfo=UTC)
STARTERS = ("org", "admin")


def seen(
    seed: int,
    pairs: int,
    *,
    more_ms: float = 0.0,
    fails: float = 0.0,
    starters: tuple[str, ...] = STARTERS,
) -> list[Sighting]:
    """Loads of about 300 ms on both sides; after, so much slower from the server."""
    chance = random.Random(seed)
    found = []
    for turn in turns(starters, pairs):
        is_after = turn.side is Side.AFTER
        for layer in Layer:
            slower = more_ms if is_after and layer is Layer.SERVER else 0.0
            wrong = "stuck" if is_after and chance.random() < fails else ""
            took_ms = 300 * chance.lognormvariate(0, 0.15) + slower
            cold_ms = 2_000.0 if turn.is_cold else 0.0
            found.append(Sighting(turn, layer, took_ms + cold_ms, wrong))
    return found


def test_a_delay_of_50_ms_is_found_where_it_is_and_nowhere_else() -> None:
    """With the number of loads that the power calculation states for the rows that there are."""
    rows = len(compared(seen(0, 20), Margins()).rows)
    pilot = sorted(it.took_ms for it in seen(1, 200) if it.meant is Layer.STORAGE)
    needed = loads_needed(pilot, 50, margins=Margins(), level=level_of(rows))
    assert needed is not None

    found = [compared(seen(it, needed, more_ms=50), Margins()) for it in range(10)]

    worse = [{row.group for row in it.rows if row.change == "worse"} for it in found]
    assert sum({"org, server", "admin, server"} <= it for it in worse) >= 6
    assert not any({"org, storage", "admin, storage"} & it for it in worse)


@pytest.mark.slow
def test_two_equal_addresses_show_something_as_rarely_as_said() -> None:
    """At most one in twenty over all rows together; of 200 at most 19, but for one run of 200
    comparisons in 1,000. No margin helps.
    """
    none = Margins(share=0, time=0, time_ms=0)

    alarms = sum(
        any(
            row.change in ("better", "worse")
            for row in compared(seen(it, 30, starters=("org",)), none).rows
        )
        for it in range(200)
    )

    assert alarms <= 19


def test_cold_first_hits_are_kept_apart() -> None:
    found = compared(seen(3, 20), Margins())

    assert found.pairs == 20
    assert {it.group for it in found.cold} == {row.group for row in found.rows}
    assert all(float(it.before.removesuffix(" ms")) > 2_000 for it in found.cold)
    assert all(row.before < 1_000 for row in found.rows)


def test_loads_that_fail_make_it_worse_and_the_exit_code_1() -> None:
    found = compared(seen(4, 40, fails=0.4), Margins())

    run = as_run(rows_of(found), "layerproof compare a b", BEGAN)

    assert (run.verdict, run.exit_code) == (Status.FAIL, 1)


def test_what_nobody_saw_is_told_and_leaves_it_unknown() -> None:
    loads = seen(6, 40, starters=("org",))
    lost = replace(loads[-1], wrong="No id.", seen=False)

    sound = compared(loads, Margins(share=0.2, time=1))
    found = compared([*loads[:-1], lost], Margins(share=0.2, time=1))

    assert as_run(rows_of(sound), "", BEGAN, lacking=sound.lacking).exit_code == 0
    assert (found.unseen, found.told[-1]) == (
        1,
        f"1 loads {lost.turn.side} were not seen, and do not count: No id.",
    )
    run = as_run(rows_of(found), "", BEGAN, lacking=found.lacking)
    assert (run.verdict, run.exit_code) == (Status.UNKNOWN, 3)


def test_a_group_that_only_one_side_has_leaves_it_unknown() -> None:
    loads = [
        it
        for it in seen(7, 40)
        if it.turn.is_cold or it.turn.starter == "org" or it.turn.side is Side.BEFORE
    ]

    found = compared(loads, Margins(share=0.2, time=1))

    assert found.only_before == ("admin, storage", "admin, server")
    assert "admin, server" in found.lacking
    assert as_run(rows_of(found), "", BEGAN, lacking=found.lacking).exit_code == 3


@dataclass(frozen=True)
class Looking:
    """Stands for who looks at one address."""

    url: str
    look: Callable[[Turn], list[Sighting]]


def both(look: Callable[[Turn], list[Sighting]]) -> dict[Side, Looker]:
    return {it: cast("Looker", Looking(f"http://{it}", look)) for it in Side}


def ready(turn: Turn) -> list[Sighting]:
    return [Sighting(turn, Layer.STORAGE, 9.0)]


def test_a_lost_browser_leaves_the_pairs_that_were_whole() -> None:
    def look(turn: Turn) -> list[Sighting]:
        if turn.pair == 3 and turn.side is Side.AFTER:
            raise BrowserLost("gone")
        return ready(turn)

    found: list[Sighting] = []

    assert "lost after 2 of 5 pairs: gone" in against._play(both(look), ["org"], 5, found, None)
    assert [it.turn.pair for it in found] == [0, 0, 1, 1, 2, 2]


def test_time_ends_it_between_two_pairs() -> None:
    found: list[Sighting] = []

    said = against._play(both(ready), ["org"], 5, found, 0.0)

    assert said == "The time was over after 0 of 5 pairs."
    assert [it.turn.side for it in found] == [Side.BEFORE, Side.AFTER]


def test_a_side_at_which_nothing_can_be_seen_ends_it_after_the_first_hits() -> None:
    played = []

    def look(turn: Turn) -> list[Sighting]:
        played.append(turn)
        is_blind = turn.side is Side.AFTER
        return [replace(it, seen=not is_blind, wrong="no such user") for it in ready(turn)]

    with pytest.raises(Inconclusive, match="observed at http://after: no such user"):
        against._play(both(look), ["org"], 5, [], None)
    assert len(played) == 2
