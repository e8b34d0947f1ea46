"""How many schedules a second the race plays, beside the bare protocol that loads the same pages.

    .venv/bin/python -m benchmarks.race_speed [RUNS] [ROUNDS] [LANES]

The schedules are walks by chance over all gates of the org starter's start-up; bare start-ups open
the same pages in a fresh context and hold, record and judge nothing. Both are played in turn,
`ROUNDS` times, each with so many lanes, so that a machine that is busy is busy for both. At the end
the whole reduced space of the start-up is searched once. Nothing here is a wait: time in the pages
is frozen for the race, and real for the bare ones (50 ms a start-up).
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from benchmarks.bare_start import Bare
from benchmarks.race_stand import PROFILE, STARTER, world_of
from harness.backend.mock import running_mock
from harness.backend.seeded import SeededSource
from harness.chromium.process import running_chromium
from harness.machine.browser import find_browser
from harness.race.explore import explore
from harness.race.summary import claim
from harness.race.walk import RandomWalk
from harness.racing.world import World

RUNS, ROUNDS, LANES = 12, 3, 2
GOAL, SPACE_S = 6.0, 60.0
Play = Callable[[int], object]


def main(asked: list[str] | None = None) -> None:
    """Prints the rates, their ratio, and what the whole space took."""
    told = [int(it) for it in asked or ()]
    runs, rounds, lanes = (*told, *(RUNS, ROUNDS, LANES)[len(told) :])
    browser = find_browser(full=False, explicit=None, environ=os.environ).path
    with ExitStack() as stack:
        worlds = [world_of(browser, stack) for _ in range(lanes)]
        bare = _bare(browser, stack)
        race: list[float] = []
        floor: list[float] = []
        for at in range(rounds):
            race.append(_rate(lambda it: _walk(worlds[it % lanes], it), runs, lanes, at))
            floor.append(_rate(bare, runs, lanes, at))
        _say(race, floor, lanes)
        _whole_space(worlds[0])


def _walk(world: World, seed: int) -> object:
    return world.play(RandomWalk(seed))


def _bare(browser: Path, stack: ExitStack) -> Play:
    mock = stack.enter_context(running_mock())
    bare = Bare(stack.enter_context(running_chromium(browser)))
    source = SeededSource(mock.control, PROFILE)
    recipe = PROFILE.starter(STARTER)
    visa = source.visa(source.visitor(recipe.visitor), token="valid", origin=mock.url)
    student = source.values(recipe.owner or recipe.visitor)["name"]
    return lambda _: bare.start(mock.url + recipe.path, visa.storage, student)


def _rate(play: Play, runs: int, lanes: int, at: int) -> float:
    """Plays a second; each lane plays its own, one after the other."""

    def lane(number: int) -> None:
        for it in range(number, runs, lanes):
            play(at * runs * lanes + it)

    began = time.monotonic()
    with ThreadPoolExecutor(lanes) as pool:
        for it in [pool.submit(lane, number) for number in range(lanes)]:
            it.result()
    return runs / (time.monotonic() - began)


def _whole_space(world: World) -> None:
    began = time.monotonic()
    found = explore(lambda choose: world.play(choose).played)
    seconds = time.monotonic() - began
    gates = {it for run in found.runs for it in run.gates}
    sys.stdout.write(
        f"whole space of {STARTER}, {len(gates)} gates: {seconds:.1f} s (goal: at most {SPACE_S:g})"
        f"\n  {claim(found)}\n"
    )


def _say(race: list[float], floor: list[float], lanes: int) -> None:
    one, other = statistics.median(race), statistics.median(floor)
    load = os.getloadavg()[0]
    sys.stdout.write(
        f"{lanes} lanes on {os.cpu_count()} processors, load {load:.1f}\n"
        f"race    median {one:5.2f} schedules/s  of {_all(race)}  (goal: at least {GOAL:g})\n"
        f"bare    median {other:5.2f} start-ups/s  of {_all(floor)}\n"
        f"ratio   {one / other:.2f}\n"
    )


def _all(rates: list[float]) -> str:
    return ", ".join(f"{it:.2f}" for it in rates)


if __name__ == "__main__":
    main(sys.argv[1:])
