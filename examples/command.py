"""`python -m examples`: builds the Next.js example, starts it on the emulator, and proves it.

    npm ci ─▶ next build ─▶ emulator ─▶ next start ─▶ layerproof verify ─▶ everything stopped

`--defects` plays each of its defects instead, and prints which were found; `--races` those that
only an order of things shows, with the database held. What is not known here goes to `layerproof
verify`, with `--races` to `layerproof race`. Exit codes are those of `layerproof`; a survivor is 1.
"""

import argparse
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from examples.application import application, prepare
from examples.defect import Defect, defects
from examples.emulator import command as emulator_command
from examples.emulator import emulator
from examples.failure import Broken, Missing
from examples.proof import INTERRUPTED, prove
from examples.race import play, race_defects

USAGE, UNKNOWN = 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Does what was asked and stops what it started; the exit code."""
    options, more = _parser().parse_known_args(arguments)
    options.logs.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        emulator_command(0)
        prepare(options.logs, _say)
        with emulator(options.logs) as database:
            if options.races:
                return _play_races(database, options.logs, more)
            if options.defects:
                return _play_defects(database, options.logs, options.defect, more)
            return _prove_one(database, options.logs, options.defect, more)
    except Missing as error:
        _say(str(error))
        return USAGE
    except Broken as error:
        _say(str(error))
        return UNKNOWN
    except KeyboardInterrupt:
        _say("stopped, and everything that was started with it")
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m examples", allow_abbrev=False)
    names = [it.name for it in defects()]
    parser.add_argument("--defect", default="", choices=["", *names], help="be wrong in this way")
    parser.add_argument("--defects", action="store_true", help="play every defect, print a table")
    parser.add_argument("--races", action="store_true", help="play races with the database held")
    parser.add_argument("--logs", type=Path, default=Path("out/example"), help="where output goes")
    return parser


def _prove_one(database: str, logs: Path, defect: str, more: Sequence[str]) -> int:
    with application(database, logs, defect=defect) as url:
        _say(f"the application answers at {url}")
        return prove(url, into=logs, arguments=more).exit_code


def _play_defects(database: str, logs: Path, only: str, more: Sequence[str]) -> int:
    """One line for each defect: found, where a finding names its line."""
    survivors = 0
    for it in defects():
        if only in ("", it.name):
            found, line = _play(it, database, logs, more)
            survivors += not found
            _say(line)
    return 1 if survivors else 0


def _play_races(database: str, logs: Path, more: Sequence[str]) -> int:
    survivors = 0
    for it in race_defects():
        good, line = play(it, database, logs, more)
        survivors += not good
        _say(line)
    return 1 if survivors else 0


def _play(defect: Defect, database: str, logs: Path, more: Sequence[str]) -> tuple[bool, str]:
    began = time.monotonic()
    with application(database, logs, defect=defect.name) as url:
        arguments = ["--only", defect.told_by, *more]
        proof = prove(url, into=logs, arguments=arguments, quiet=True)
    found = proof.tells(defect.line)
    named = ", ".join(proof.lines) or f"nothing ({proof.verdict})"
    mark = "✓" if found else "✗"
    took = time.monotonic() - began
    return found, f"{mark} {defect.name} · {defect.line} · found: {named} · {took:.0f} s"


def _say(text: str) -> None:
    sys.stdout.write(f"example: {text}\n")
    sys.stdout.flush()


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
