"""Whether the race finds what repeating does not: seeded defects that are an order of things.

    .venv/bin/python -m benchmarks.race_power [--out FILE] [--only DEFECT] [--part PART] …

For each defect of `race_case.py`, at its gates, in one browser:

    search   runs of the exhaustive search until an order fails
    pct      runs of PCT until an order fails, for each seed
    replay   how often the order that the search found ends the same by its id
    beside   the same beside two busy loops
    stress   runs with delays of 0 to 200 ms at the same gates until one fails, for each of 5 seeds
    plain    the same once without delays
    sound    the sound app, in which no order may fail

An order counts as failing where an invariant is broken that the sound app keeps in every order.
Stress and plain are played 50 times as often as the search needed runs, unless `--stress` says how
often: what has not failed by then needs more than 50 times as many. What stands in FILE already is
not measured again; with `--table` nothing is.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks.race_case import (
    CASES,
    RATIO,
    REPLAYS,
    SEEDS,
    SOUND,
    SOUND_CASES,
    STRESS_SEEDS,
    Case,
)
from benchmarks.race_ledger import Ledger, Measured
from benchmarks.race_measure import busy, replays, search, stress, walks, whole
from benchmarks.race_stand import worlds_of
from benchmarks.race_table import sound_lines, table
from harness.machine.browser import find_browser
from harness.racing.world import World

PARTS = ("search", "pct", "replay", "beside", "stress", "plain", SOUND)


@dataclass(frozen=True, slots=True)
class Job:
    """One measurement; `measure` plays in the worlds that it is given."""

    part: str
    seed: int
    measure: Callable[[list[World]], Measured]


def main(asked: Sequence[str] | None = None) -> None:
    """Measures what is not known yet, and prints the table."""
    told = _parser().parse_args([] if asked is None else asked)
    ledger = Ledger(told.out)
    cases = [it for it in CASES if not told.only or it.defect in told.only]
    if not told.table:
        for case in (*cases, *SOUND_CASES):
            _measure(case, ledger, told)
    _say("\n".join([*table(cases, ledger), *sound_lines(SOUND_CASES, ledger)]))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="race_power")
    parser.add_argument("--out", type=Path, default=None)
    parser.add_argument("--only", action="append", choices=[it.defect for it in CASES])
    parser.add_argument("--part", action="append", choices=PARTS)
    parser.add_argument("--table", action="store_true")
    usual = {"seeds": SEEDS, "replays": REPLAYS, "stress": 0, "stress-seeds": STRESS_SEEDS}
    for name, value in {**usual, "lanes": 1}.items():
        parser.add_argument(f"--{name}", type=int, default=value)
    return parser


def _measure(case: Case, ledger: Ledger, told: argparse.Namespace) -> None:
    """Each part that is asked for and not known, in worlds of their own."""
    asked = told.part or PARTS
    jobs = [
        it
        for it in (_sound(case) if case.defect == SOUND else _jobs(case, ledger, told))
        if (SOUND if case.defect == SOUND else it.part) in asked
        and ledger.find(case.defect, case.also, it.part, it.seed) is None
    ]
    if not jobs:
        return
    browser = find_browser(full=False, explicit=None, environ=os.environ).path
    with ExitStack() as stack:
        lanes = told.lanes if {it.part for it in jobs} & {"stress", "plain"} else 1
        worlds = worlds_of(browser, stack, count=lanes, defects=case.defects, also=case.also)
        for job in jobs:
            found = job.measure(worlds)
            ledger.add(found)
            _say(f"{case.defect} {job.part} {job.seed or ''}: {found.told} in {found.seconds:g} s")


def _jobs(case: Case, ledger: Ledger, told: argparse.Namespace) -> Iterator[Job]:
    def found() -> Measured:
        known = ledger.find(case.defect, case.also, "search")
        if known is None or not known.runs:
            raise SystemExit(f"{case.defect}: no order is known that fails; measure search first.")
        return known

    def often() -> int:
        return int(told.stress) or RATIO * found().runs

    def beside(it: list[World]) -> Measured:
        with busy(2):
            return replays(case, it[0], found(), told.replays, part="beside")

    yield Job("search", 0, lambda it: search(case, it[0]))
    for seed in range(told.seeds):
        yield Job("pct", seed, lambda it, of=seed: walks(case, it[0], of))  # type: ignore[misc] # bound now
    yield Job("replay", 0, lambda it: replays(case, it[0], found(), told.replays, part="replay"))
    yield Job("beside", 0, beside)
    for seed in range(told.stress_seeds):
        yield Job("stress", seed, lambda it, of=seed: stress(case, it, of, often()))  # type: ignore[misc] # bound now
    yield Job("plain", 0, lambda it: stress(case, it, 0, often(), delay_ms=0.0))


def _sound(case: Case) -> Iterator[Job]:
    yield Job("search", 0, lambda it: whole(case, it[0]))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
