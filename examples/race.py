"""Races that only an order of things shows, played on the example with its database held.

    emulator ◀─ layerproof firestore-proxy ◀─ the application ◀─ layerproof race

The defect must lead to an order that fails, and the sound application to none.
"""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from examples.application import ROOT, application
from examples.failure import Broken
from examples.process import free_port, running
from examples.proof import PROFILE

LISTED = ROOT / "races.json"
READY_S = 60.0
POLL_S = 0.1


@dataclass(frozen=True, slots=True)
class RaceDefect:
    """One defect: the line of contract.toml that it breaks, how, and the race that shows it."""

    name: str
    line: str
    how: str
    starter: str
    under: str
    gates: str


@dataclass(frozen=True, slots=True)
class Raced:
    """What a race came to: its exit code, how many orders were played, how many failed, and how
    the failing ones ended.
    """

    exit_code: int
    orders: int
    failing: int
    outcomes: tuple[str, ...]


def race_defects(listed: Path = LISTED) -> tuple[RaceDefect, ...]:
    """All of them, in the file's order."""
    tables = json.loads(listed.read_text(encoding="utf-8"))
    return tuple(RaceDefect(name, **it) for name, it in tables.items())


def play(it: RaceDefect, database: str, logs: Path, more: Sequence[str]) -> tuple[bool, str]:
    """Races the wrong application and the sound one; whether both were told right, in one line."""
    began = time.monotonic()
    with _proxy(database, logs) as environment:
        wrong, sound = (_raced(it, environment, logs, defect, more) for defect in (it.name, ""))
    good = wrong.exit_code == 1 and wrong.failing > 0 and sound.exit_code == 0
    mark, took = "✓" if good else "✗", time.monotonic() - began
    return good, (
        f"{mark} {it.name} · {it.line} · {wrong.failing} of {wrong.orders} orders fail: "
        f"{'; '.join(wrong.outcomes) or 'none'} · sound: {sound.failing} of {sound.orders} "
        f"(exit {sound.exit_code}) · {took:.0f} s"
    )


def _raced(
    it: RaceDefect, environment: Mapping[str, str], logs: Path, defect: str, more: Sequence[str]
) -> Raced:
    result = logs / f"race-{defect or 'sound'}.json"
    result.unlink(missing_ok=True)
    with application(environment["FIRESTORE_EMULATOR_HOST"], logs, defect=defect) as url:
        told = ["--url", url, "--profile", str(PROFILE), "--json", str(result)]
        told += ["--starter", it.starter, "--under", it.under, "--gates", it.gates, *more]
        done = subprocess.run(
            [_layerproof(), "race", *told], env={**os.environ, **environment}, check=False
        )
    return read(result, done.returncode)


def read(result: Path, exit_code: int) -> Raced:
    """The race in a `--json` file; without one nothing was played."""
    if not result.is_file():
        return Raced(exit_code, 0, 0, ())
    said: Mapping[str, Any] = json.loads(result.read_text(encoding="utf-8")).get("race") or {}
    failing = said.get("failing", ())
    wrong = [it for it in said.get("outcomes", ()) if it["example"] in failing]
    outcomes = tuple(str(it["outcome"]) for it in wrong)
    return Raced(exit_code, int(said.get("explored", 0)), len(failing), outcomes)


@contextlib.contextmanager
def _proxy(database: str, logs: Path) -> Iterator[Mapping[str, str]]:
    """Runs the proxy before the emulator and yields what it says is to be exported."""
    log, port = logs / "firestore-proxy.log", free_port()
    command = [_layerproof(), "firestore-proxy", "--listen", f":{port}", "--upstream", database]
    with running(command, log=log, into=logs, environment={}) as process:
        until = time.monotonic() + READY_S
        while time.monotonic() < until and process.poll() is None:
            said = exported(log.read_text(errors="replace"))
            if len(said) == 3:
                yield said
                return
            time.sleep(POLL_S)
        raise Broken(f"The Firestore proxy did not start. See {log}.")


def exported(text: str) -> Mapping[str, str]:
    """The whole lines `NAME=value` of a text."""
    lines = (it for it in text.splitlines(keepends=True) if it.endswith("\n"))
    pairs = (it.strip().partition("=") for it in lines)
    return {name: value for name, equals, value in pairs if equals and name.isupper()}


def _layerproof() -> str:
    return str(Path(sys.executable).with_name("layerproof"))
