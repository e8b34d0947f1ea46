"""What recording costs: our virtual users beside Locust's own fast user, and a stall told truly.

Both send the same two requests for a load to the same least server, in turn, in one process
(`load_turns.py`). The generator's CPU time for a load is compared, which holds while other programs
use the machine too; on one idle core it is the ratio of the highest rates. The goal is 0.8.

The stall: at 200 visitors a second the server answers nothing for two seconds of ten. Whoever comes
then waits until its end, so that every percentile of response times follows from arithmetic.

    .venv/bin/python -m benchmarks.load_speed
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

TURNS, LOADS = 15, 200
STALL_PER_S, STALL_BEGINS_S, STALL_LASTS_S, STALL_RUN_S = 200, 4.0, 2.0, 10


def main() -> None:
    """Prints what a load costs, ours beside the bare one, and the stall's percentiles."""
    with _server() as url:
        costs = turns(url)
    pairs = zip(costs["bare"], costs["ours"], strict=True)
    ratio = statistics.median(bare / ours for bare, ours in pairs)
    bare, ours = (statistics.median(costs[it]) for it in ("bare", "ours"))
    _say(f"CPU per load: {bare:.0f} us bare, {ours:.0f} us ours, ratio {ratio:.3f}")
    stalled()


def turns(url: str) -> dict[str, list[float]]:
    """What each load cost, turn by turn."""
    command = [sys.executable, "-m", "benchmarks.load_turns", url, str(TURNS), str(LOADS)]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    found: dict[str, list[float]] = json.loads(said.splitlines()[-1])
    return found


def stalled() -> None:
    """Prints the p99 that was measured and the one that follows from the stall."""
    with _server(STALL_BEGINS_S, STALL_LASTS_S) as url:
        tree = _ours(
            url,
            *("--rate", str(STALL_PER_S), "--duration", f"{STALL_RUN_S}s", "-u", "600"),
        )
    server = tree["layers"]["server"]
    follows = follows_ms(99)
    _say(
        f"stall: p99 {server['p99_ms']:.0f} ms, {follows:.0f} follow "
        f"({server['p99_ms'] / follows - 1:+.1%}); service p99 {server['service']['p99_ms']:.0f}; "
        f"max {server['max_ms']:.0f}; doubts {tree['health']['doubts']}"
    )


def follows_ms(share: float) -> float:
    """The percentile of waiting that follows: those who come in the stall wait for its end."""
    arrivals = STALL_PER_S * STALL_RUN_S
    stalled = int(STALL_PER_S * STALL_LASTS_S)
    beyond = (1 - share / 100) * arrivals
    return (1 - beyond / stalled) * STALL_LASTS_S * 1_000


def _ours(url: str, *options: str) -> Any:  # noqa: ANN401 - JSON
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "load.json"
        _locust(
            Path(str(files("harness.swarm") / "wiring.py")),
            *("--host", url, "--journey", "fallback", "--result-file", str(file), *options),
        )
        return json.loads(file.read_text("utf-8"))


def _locust(file: Path, *options: str, **environ: str) -> None:
    subprocess.run(
        [
            *(sys.executable, "-m", "locust", "-f", str(file), "--headless", "--only-summary"),
            *("--loglevel", "ERROR", "--json-file", os.devnull, *options),
        ],
        env={**os.environ, **environ},
        stdout=subprocess.DEVNULL,
        check=False,
        timeout=180,
    )


@contextmanager
def _server(*stall: float) -> Iterator[str]:
    command = [sys.executable, str(Path(__file__).with_name("load_server.py")), *map(str, stall)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield str(json.loads(process.stdout.readline())["url"])
    finally:
        process.terminate()
        process.wait()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
