"""After how many runs a defect shows itself, by each way of looking for it."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from queue import SimpleQueue

from benchmarks.race_case import DELAY_MS, SEARCH, WALKS, Case
from benchmarks.race_ledger import Measured
from benchmarks.race_stand import NAME, gates_with
from harness.errors import Inconclusive
from harness.model.word import Status
from harness.race.explore import Bounds, explore
from harness.race.played import Choose, Played, Uncontrolled
from harness.race.schedule import Diverged, Replay, digest_of, parse, schedule_of
from harness.race.summary import claim
from harness.race.walk import PrioritisedWalk
from harness.racing.race import DEPTH, LENGTH
from harness.racing.world import Recorded, World

BUSY = "while True: pass"
TRIES = 5


def search(case: Case, world: World, limit: int = SEARCH) -> Measured:
    """Runs of the exhaustive search, those that were cut among them, until an order failed."""
    records: list[Recorded] = []

    def play(choose: Choose) -> Played:
        records.append(_insist(lambda: world.play(choose)))
        return records[-1].played

    began = time.monotonic()
    explore(play, Bounds(max_runs=limit), enough=lambda _: _fails(records[-1]))
    return _measured(case, "search", records, limit, time.monotonic() - began)


def whole(case: Case, world: World, limit: int = SEARCH) -> Measured:
    """Every order within the limit; `runs` counts those that failed, `limit` those that were
    played, and `outcome` says what may be said of the search.
    """
    began = time.monotonic()
    records: list[Recorded] = []

    def play(choose: Choose) -> Played:
        records.append(_insist(lambda: world.play(choose)))
        return records[-1].played

    found = explore(play, Bounds(max_runs=limit))
    failing = [it for it in records if _fails(it)]
    measured = _measured(case, "search", failing or records, limit, time.monotonic() - began)
    return replace(measured, runs=len(failing), limit=len(found.runs), outcome=claim(found))


def walks(case: Case, world: World, seed: int, limit: int = WALKS) -> Measured:
    """Walks of PCT of one seed until one failed."""

    def play(at: int) -> Recorded:
        number = seed * 1_000 + at
        return _insist(lambda: world.play(PrioritisedWalk(number, depth=DEPTH, length=LENGTH)))

    began = time.monotonic()
    records = _until(play, limit)
    return _measured(case, "pct", records, limit, time.monotonic() - began, seed=seed)


def stress(
    case: Case, worlds: list[World], seed: int, limit: int, *, delay_ms: float = DELAY_MS
) -> Measured:
    """Runs with delays by chance until one failed, as many at a time as there are worlds; how many
    it took is the same with any number of them. Without delays it is plain repetition.
    """
    free: SimpleQueue[World] = SimpleQueue()
    for it in worlds:
        free.put(it)

    def play(at: int) -> Recorded:
        world = free.get()
        try:
            number = seed * 1_000_003 + at
            return _insist(lambda: world.stress(number, longest_ms=delay_ms))
        finally:
            free.put(world)

    began = time.monotonic()
    with ThreadPoolExecutor(len(worlds)) as pool:
        records = _first(pool.map(play, range(1, limit + 1)))
        pool.shutdown(cancel_futures=True)
    part = "stress" if delay_ms else "plain"
    measured = _measured(case, part, records, limit, time.monotonic() - began, seed=seed)
    return replace(measured, lanes=len(worlds))


def replays(case: Case, world: World, found: Measured, times: int, *, part: str) -> Measured:
    """How often the order that the search found ends the same by its id."""
    schedule = parse(found.order, _digest(case))
    began = time.monotonic()
    records = [_insist(lambda: world.play(Replay(schedule))) for _ in range(times)]
    same = sum(it.played.outcome == found.outcome for it in records)
    measured = _measured(case, part, records, times, time.monotonic() - began)
    return replace(measured, runs=same, order=found.order)


@contextmanager
def busy(count: int) -> Iterator[None]:
    """So many processes that never rest, for as long as the block lasts."""
    loops = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(count)]
    try:
        yield
    finally:
        for it in loops:
            it.kill()
            it.wait()


def _insist(play: Callable[[], Recorded]) -> Recorded:
    """What comes of a run; one that could not be had, as on a machine that is too busy, is played
    again, and after TRIES times it is an error.
    """
    for _ in range(TRIES - 1):
        try:
            return play()
        except (Diverged, Uncontrolled):
            raise
        except Inconclusive:
            continue
    return play()


def _until(play: Callable[[int], Recorded], limit: int) -> list[Recorded]:
    return _first(map(play, range(1, limit + 1)))


def _first(records: Iterator[Recorded]) -> list[Recorded]:
    """All up to the first one that failed."""
    found: list[Recorded] = []
    for it in records:
        found.append(it)
        if _fails(it):
            break
    return found


def _fails(recorded: Recorded) -> bool:
    return recorded.ended.is_failing


def _measured(
    case: Case, part: str, records: list[Recorded], limit: int, seconds: float, *, seed: int = 0
) -> Measured:
    last = records[-1]
    found = _fails(last)
    return Measured(
        case.defect,
        case.also,
        part,
        runs=len(records) if found else 0,
        limit=limit,
        seed=seed,
        seconds=round(seconds, 1),
        undecided=sum(it.ended.status is Status.UNKNOWN for it in records),
        outcome=last.played.outcome if found else "",
        order=str(schedule_of(last.played, _digest(case))) if found and last.played.steps else "",
    )


def _digest(case: Case) -> str:
    return digest_of(f"{NAME}/{case.defect}", gates_with(case.also))
