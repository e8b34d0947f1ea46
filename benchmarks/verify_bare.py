"""What `verify` costs beside a bare Playwright script that loads the same pages.

    1. one whole run of `verify` tells what was loaded: contexts, loads in them, starters, real
    waits
    2. a plan of the same loads is made, on sessions seeded in a mock of its own
    3. `verify` and `bare_script.py` run in turn, `REPEATS` times; the medians of their wall times
    are compared

The bare script is given the easier part: it records nothing, judges nothing, asks nothing over
HTTP, and writes no report. It plays no condition; it waits as long as one made the run wait: what
passed on a page's own clock, less what that clock jumped, where that is a second or more, and what
a scenario looked on for. What passed in virtual time costs it nothing.

    .venv/bin/python -m benchmarks.verify_bare
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.real_time import by_clock, number, real_ms
from harness.backend.mock import Mock, running_mock
from harness.backend.seeded import SeededSource
from harness.browser.launch import QUIET
from harness.machine.browser import find_browser
from harness.model.journey import Journey
from harness.model.trace import Trace
from harness.model.word import Layer, Outcome
from harness.profile.load import load_profile
from harness.profile.profile import Profile
from harness.runs.saved import SavedRun, open_run
from harness.stage.source import Wish

REPEATS = 3
GOAL = 1.5
READY = 'main[data-screen="ready"]'
WAIT_MS = 1_000
CLICKS = ("click", "double-click")
ENDED = f'{READY}, main[data-screen="error"]'


def main() -> None:
    """Prints both medians and their ratio."""
    with tempfile.TemporaryDirectory(prefix="layerproof-bench-") as place:
        out = Path(place)
        verify = [_verify_s(out)]
        saved = open_run(out / "latest")
        with running_mock() as mock:
            plan = out / "plan.json"
            told = plan_of(saved, mock, load_profile("mock"))
            plan.write_text(json.dumps(told), encoding="utf-8")
            bare = [_bare_s(plan)]
            for _ in range(REPEATS - 1):
                verify.append(_verify_s(out))
                bare.append(_bare_s(plan))
        _say(saved, told, verify, bare)


def plan_of(saved: SavedRun, mock: Mock, profile: Profile) -> dict[str, Any]:
    """The plan of the run's page loads: one context for each scenario."""
    journeys = {it.id: it for it in saved.journeys()}
    source = SeededSource(mock.control, profile)
    found = find_browser(full=False, explicit=None, environ=os.environ)
    scenarios = [
        {"rooms": [_room([journeys[name] for name in check.journeys], source, mock, profile)]}
        for check in saved.run.checks
        if check.journeys
    ]
    return {"executable": str(found.path), "args": [*QUIET], "scenarios": scenarios}


def _room(
    journeys: list[Journey], source: SeededSource, mock: Mock, profile: Profile
) -> dict[str, Any]:
    starters = [it.starter for it in journeys if it.starter]
    who = profile.starters[starters[0]].visitor if starters else "owner"
    visitor = source.visitor(who)
    storage = dict(source.visa(visitor, token="valid", origin=mock.url).storage)
    acts: list[dict[str, Any]] = []
    for journey in journeys:
        if journey.starter:
            acts.append(_start(journey, source, mock, profile))
        acts += [_load(it, storage, source, mock, profile) for it in _own_loads(journey)]
        acts += [{"wait_ms": ms} for ms in _looked_on_ms(journey)]
    return {"storage": storage, "acts": acts}


def _looked_on_ms(journey: Journey) -> list[float]:
    return [number(it.detail.get("for_ms")) for it in journey.events if it.what == "looks-on"]


def _waited_ms(ms: float) -> int:
    """What is less than a wait is the work itself, for which the bare script takes its own time."""
    return round(ms) if ms >= WAIT_MS else 0


def _started_ms(journey: Journey) -> float:
    """How long a starter's own page took, from the click until it sent somebody to the runner."""
    clicks = [it.seq for it in journey.events if it.actor == "person" and it.what in CLICKS]
    after = clicks[-1] if clicks else 0
    runners = {it.clock for trace in journey.traces for it in trace.events}
    return max(
        (
            real_ms([it for it in events if it.seq > after])
            for clock, events in by_clock(journey.events).items()
            if clock not in runners
        ),
        default=0.0,
    )


def _own_loads(journey: Journey) -> tuple[Trace, ...]:
    """The loads that the harness asked for; a starter's first one comes with its click."""
    return journey.traces[1:] if journey.starter else journey.traces


def _start(journey: Journey, source: SeededSource, mock: Mock, profile: Profile) -> dict[str, Any]:
    starter = profile.starters[journey.starter]
    values = source.values(starter.owner or starter.visitor)
    opened = journey.traces[:1]
    return {
        "start": mock.url + starter.path,
        "select": values["name"] if len(starter.steps) > 1 else "",
        "popup": starter.opens == "new-tab",
        "until": ENDED,
        "least_ms": _waited_ms(_started_ms(journey) + sum(real_ms(it.events) for it in opened)),
    }


def _load(
    trace: Trace, storage: dict[str, str], source: SeededSource, mock: Mock, profile: Profile
) -> dict[str, Any]:
    ready = trace.ended is Outcome.READY
    prepared = source.make(Wish(in_storage=trace.answered_by is Layer.STORAGE))
    session = prepared.session
    if ready and session.in_storage:
        key = profile.entry_key(session.entry_id or session.url_id)
        storage[key] = prepared.entry
    url_id = session.url_id if ready else profile.ids.unknown
    return {
        "goto": profile.runner_url(mock.url, url_id),
        "until": ENDED,
        "least_ms": _waited_ms(real_ms(trace.events)),
    }


def _verify_s(out: Path) -> float:
    program = str(Path(sys.executable).with_name("layerproof"))
    return _timed(lambda: _run([program, "verify", "--out", str(out)], allowed={0}))


def _bare_s(plan: Path) -> float:
    script = Path(__file__).with_name("bare_script.py")
    return _timed(lambda: _run([sys.executable, str(script), str(plan)], allowed={0}))


def _run(command: list[str], *, allowed: set[int]) -> None:
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode not in allowed:
        raise SystemExit(f"{command} ended with {ended.returncode}:\n{ended.stderr[-2_000:]}")


def _timed(act: Callable[[], None]) -> float:
    began = time.monotonic()
    act()
    return time.monotonic() - began


def _say(saved: SavedRun, plan: dict[str, Any], verify: list[float], bare: list[float]) -> None:
    acts = [act for it in plan["scenarios"] for room in it["rooms"] for act in room["acts"]]
    kinds = Counter(next(iter(it)) for it in acts)
    waits = sum(it.get("least_ms", 0) + it.get("wait_ms", 0) for it in acts) / 1_000
    ratio = statistics.median(verify) / statistics.median(bare)
    sys.stdout.write(
        f"{len(saved.run.checks)} scenarios, {kinds['goto']} loads and {kinds['start']} starters,"
        f" {waits:.0f} s on the pages' own clocks\n"
        f"verify  median {statistics.median(verify):6.1f} s  of {_all(verify)}\n"
        f"bare    median {statistics.median(bare):6.1f} s  of {_all(bare)}\n"
        f"ratio   {ratio:.2f}  (goal: at most {GOAL})\n"
    )


def _all(seconds: list[float]) -> str:
    return ", ".join(f"{it:.1f}" for it in seconds)


if __name__ == "__main__":
    main()
