"""Whether the race finds what repeating does not: seeded defects that are an order of things.

    .venv/bin/python -m benchmarks.race_power [--races N] [--seeds N] [--replays N] [--stress N]

For each defect, at its gates, in one browser:

    search   runs of the exhaustive search until an order fails
    pct      runs of PCT until an order fails, for each seed, of at most LIMIT
    stress   runs with delays of 0 to 200 ms at the same gates until one fails, for each of 5 seeds,
             of at most --stress; and once without delays. What was not found is told as `> N`
    replay   how often the order that the search found ends the same by its id

An order counts as failing where an invariant is broken that the sound app keeps in every order; the
last row plays the sound app, in which none may fail.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from benchmarks.race_stand import world_of
from harness.machine.browser import find_browser
from harness.race.explore import Bounds, explore
from harness.race.played import Choose, Played
from harness.race.schedule import Replay, schedule_of
from harness.race.walk import PrioritisedWalk
from harness.racing.world import Recorded, World

SEARCH, LIMIT = 500, 60
# Two orderings that must meet, in start-ups of so many steps.
DEPTH, LENGTH = 3, 20
STRESS_SEEDS = 5
DELAY_MS = 200.0


@dataclass(frozen=True, slots=True)
class Case:
    """A defect, and what is held beside the usual gates to see it."""

    defect: str
    also: tuple[str, ...] = ()


CASES = (
    Case("navigation-before-answer"),
    Case("navigation-before-write"),
    Case("no-fallback", ("storage.visible",)),
    Case("fallback-after-reload", ("storage.visible",)),
    Case("never-cached", ("storage.visible",)),
    Case("shown-before-stored", ("storage.visible",)),
    Case("late-commit", ("storage.visible",)),
    Case("missing-remembered", ("storage.visible",)),
    Case("abandoned-unreported", ("tab.close",)),
    Case("online-starts-second-load", ("storage.visible", "link.offline")),
)


def main(asked: Sequence[str] | None = None) -> None:
    """Prints a row for each defect, and one for the sound app."""
    parser = argparse.ArgumentParser(prog="race_power")
    for name, usual in (("races", len(CASES)), ("seeds", 20), ("replays", 100), ("stress", 200)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    told = parser.parse_args([] if asked is None else asked)
    browser = find_browser(full=False, explicit=None, environ=os.environ).path
    for case in CASES[: told.races]:
        with ExitStack() as stack:
            world = world_of(browser, stack, defects=[case.defect], also=case.also)
            _row(case, world, told.seeds, told.replays, told.stress)
    with ExitStack() as stack:
        world = world_of(browser, stack, also=["storage.visible"])
        explored = explore(lambda choose: world.play(choose).played, Bounds(max_runs=SEARCH))
        failing = [it for it in explored.runs if "breaks" in it.outcome]
        _say(f"sound: {len(failing)} of {len(explored.runs)} orders fail")


def _row(case: Case, world: World, seeds: int, replays: int, stress: int) -> None:
    found = _search(world)
    runs, order = found
    pct = [_until(lambda at, of=seed: _walk(world, of, at), LIMIT) for seed in range(seeds)]  # type: ignore[misc] # bound now
    delayed = [
        _until(lambda at, of=seed: _stress(world, of, at, DELAY_MS), stress)  # type: ignore[misc] # bound now
        for seed in range(STRESS_SEEDS)
    ]
    plain = _until(lambda at: _stress(world, 0, at, 0.0), stress)
    same = _replayed(world, order, replays) if order else 0
    _say(
        f"{case.defect}: search {_told(runs, SEARCH)}; "
        f"pct {_all(pct, LIMIT)}; stress {_all(delayed, stress)}; "
        f"without delays {_told(plain, stress)}; replayed {same} of {replays}"
    )


def _search(world: World) -> tuple[int, Played | None]:
    """After how many runs, those that were cut among them, an order failed; 0 for never."""
    records: list[Recorded] = []

    def play(choose: Choose) -> Played:
        records.append(world.play(choose))
        return records[-1].played

    explore(play, Bounds(max_runs=SEARCH), enough=lambda _: _fails(records[-1]))
    last = records[-1]
    return (len(records), last.played) if _fails(last) else (0, None)


def _until(play: Callable[[int], Recorded], limit: int) -> int:
    """After how many runs one failed; 0 for never."""
    return next((at for at in range(1, limit + 1) if _fails(play(at))), 0)


def _walk(world: World, seed: int, at: int) -> Recorded:
    return world.play(PrioritisedWalk(seed * 1_000 + at, depth=DEPTH, length=LENGTH))


def _stress(world: World, seed: int, at: int, longest_ms: float) -> Recorded:
    return world.stress(seed * 1_000_003 + at, longest_ms=longest_ms)


def _replayed(world: World, order: Played, times: int) -> int:
    schedule = schedule_of(order, "")
    return sum(world.play(Replay(schedule)).played.outcome == order.outcome for _ in range(times))


def _fails(recorded: Recorded) -> bool:
    return recorded.ended.is_failing


def _all(runs: Sequence[int], limit: int) -> str:
    missed = sum(it == 0 for it in runs)
    most = max(runs, default=0)
    return f"at most {most} runs" if not missed else f"{missed} of {len(runs)} > {limit}"


def _told(runs: int, limit: int) -> str:
    return f"{runs} runs" if runs else f"> {limit}"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
