"""`load` as a person runs it: mistakes, results, its end by hand, and a worker that dies."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from harness.backend.fault import BackendFault
from harness.backend.mock import Mock, start_mock
from harness.cli.app import main
from harness.model.event import Json
from reports.json_report import schema

COMMAND = [sys.executable, "-c", "import sys; from harness.cli.app import main; sys.exit(main())"]
LIMIT_S = 180.0
RUNNER = "/interview/*"


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended: its exit code, what it said, and its `--json` file."""

    code: int
    said: str
    told: dict[str, Any]

    @property
    def arrivals(self) -> dict[str, int]:
        """What became of every visitor."""
        found: dict[str, int] = self.told["arrivals"]
        return found

    def check(self) -> None:
        """What every result must be: as the schema has it, with every visitor accounted for."""
        jsonschema.validate(self.told, schema())
        them = self.arrivals
        fates = ("done", "failed", "cut_off", "not_begun", "lost")
        assert them["offered"] == sum(them[it] for it in fates), self.said


@contextmanager
def loading(folder: Path, *options: str) -> Iterator["subprocess.Popen[str]"]:
    """A run that goes on; ended by force when the block leaves it running."""
    process = subprocess.Popen(
        [*COMMAND, "load", *options, "--json", str(folder / "result.json")],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        process_group=0,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=LIMIT_S)


def ended(process: "subprocess.Popen[str]", folder: Path) -> Ended:
    said, _ = process.communicate(timeout=LIMIT_S)
    told = json.loads((folder / "result.json").read_text("utf-8"))
    return Ended(process.returncode, said, told)


def load(folder: Path, *options: str) -> Ended:
    with loading(folder, *options) as process:
        return ended(process, folder)


def standing(folder: Path, process: "subprocess.Popen[str]") -> Iterator[dict[str, Any]]:
    """How the run stands, again and again, until it ends."""
    until = time.monotonic() + LIMIT_S
    while process.poll() is None and time.monotonic() < until:
        for file in (folder / "out").glob("*/progress.json"):
            yield json.loads(file.read_text("utf-8"))
        time.sleep(0.1)


@pytest.fixture(scope="module")
def shared_mock() -> Iterator[Mock]:
    """One mock with its demo people, whom nobody counts, for all runs."""
    backend = start_mock(demo=True, rate_limit=10**9)
    yield backend
    backend.stop()


@pytest.fixture
def mock(shared_mock: Mock) -> Iterator[Mock]:
    """The mock, without faults."""
    yield shared_mock
    shared_mock.control.clear_faults()


def faulty(mock: Mock, effect: dict[str, Json], path: str = "/api/interview/session/*") -> None:
    mock.control.add_faults([BackendFault(effect, method="GET", path=path)])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--threshold", "load_success{layer:sever}: rate>0.9"], "mean 'server'"),
        (["--journey", "fast-path", "--threshold", "load_success{layer:server}: rate>0"], "server"),
        (["--plan", "peek"], "mean 'peak'"),
        (["--rate", "0"], "--rate is more than 0"),
        (["--rate", "6000"], "--unbounded"),
        (["--duration", "2h"], "--unbounded"),
        (["--duration", "soon"], "--duration"),
        (["--url", "https://app.vercel.app"], "Enterprise"),
        (["--url", "http://10.0.0.1"], "--allow-host 10.0.0.1"),
        (["--worker", "--rate", "5"], "the master's"),
        (["--plam", "peak"], "--plan"),
    ],
)
def test_what_cannot_be_used_is_exit_2_and_says_why(
    options: list[str],
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)

    code = main(["load", *options, "--json", str(tmp_path / "result.json")])

    told = json.loads((tmp_path / "result.json").read_text("utf-8"))
    assert code == told["exit_code"] == 2
    assert words in re.sub(r"\s+", " ", capsys.readouterr().err)
    assert not (tmp_path / "out").exists()


def test_a_target_that_is_not_there_is_exit_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["load", "--url", "http://127.0.0.1:9"]) == 3


def test_a_run_on_the_mock_tells_each_layer(tmp_path: Path) -> None:
    # One user for each visitor, and time to end: nobody is left over on a slow machine.
    patient = ("--users", "120", "--grace", "120s")
    it = load(tmp_path, "--rate", "20", "--duration", "6s", "--empty-storage", "0.5", *patient)

    it.check()
    # A machine that has no time for the generator is told as such.
    assert it.code == (3 if it.told["health"]["doubts"] else 0), it.said
    assert it.arrivals["offered"] == it.arrivals["done"] == 120, it.said
    assert it.told["offered_per_s"] == 20
    layers = it.told["layers"]
    assert layers["storage"]["count"] + layers["server"]["count"] == 120
    assert {layers[name]["success_rate"] for name in layers} == {1.0}
    assert [row["status"] for row in it.told["thresholds"]] == ["pass"]
    assert {"auth", "db", "build"} <= set(it.told["legs"])
    assert "20/s offered" in it.said
    assert (tmp_path / "out" / "latest" / "locust.html").is_file()


def test_a_breached_threshold_names_its_reasons(mock: Mock, tmp_path: Path) -> None:
    faulty(mock, {"status": 404})

    it = load(
        tmp_path,
        *("--url", mock.url, "--journey", "fallback", "--rate", "10", "--duration", "3s"),
        *("--users", "30", "--grace", "120s"),
        *("--threshold", "load_success{layer:server}: rate>0.9"),
    )

    it.check()
    assert it.code == (3 if it.told["health"]["doubts"] else 1), it.said
    assert it.arrivals["failed"] == 30
    assert [row["status"] for row in it.told["thresholds"]] == ["fail"]
    assert it.told["layers"]["server"]["reasons"] == {"error:not-found": 30}
    assert it.told["sessions"]["tag"].startswith("Layerproof/")


def test_a_breach_may_end_the_run(mock: Mock, tmp_path: Path) -> None:
    faulty(mock, {"status": 404})
    threshold = {"threshold": "rate>0.9", "abortOnFail": True, "delayAbortEval": "2s"}

    it = load(
        tmp_path,
        *("--url", mock.url, "--journey", "fallback", "--rate", "10", "--duration", "60s"),
        *("--threshold", f"load_success: {json.dumps(threshold)}"),
    )

    it.check()
    assert it.told["load"]["aborted"]
    assert 2 <= it.told["load"]["lasted_s"] < 60
    assert "ended before its time: FAIL  load_success" in it.said


def test_a_stalled_server_is_seen_in_response_times(mock: Mock, tmp_path: Path) -> None:
    """Nobody is free for those who come while the runner's document waits for two seconds."""
    faulty(mock, {"delay_ms": 2_000}, RUNNER)

    it = load(
        tmp_path,
        *("--url", mock.url, "--journey", "fallback", "--rate", "10", "--duration", "6s"),
        *("--users", "2", "--threshold", "load_duration: max<60000"),
    )

    it.check()
    server = it.told["layers"]["server"]
    # Two users do one load each two seconds: those who come last wait until the end.
    assert server["service"]["max_ms"] < server["max_ms"]
    assert it.arrivals["not_begun"] > 40
    assert it.told["health"]["waiting_seconds"]


def test_ctrl_c_ends_it_with_what_there_is(mock: Mock, tmp_path: Path) -> None:
    with loading(tmp_path, "--url", mock.url, "--rate", "10", "--duration", "60s") as process:
        for told in standing(tmp_path, process):
            if told["arrivals"]["done"]:
                process.send_signal(signal.SIGINT)
                break
        it = ended(process, tmp_path)

    it.check()
    assert it.code == it.told["exit_code"] == 130
    assert it.told["run"]["interrupted"]
    assert it.arrivals["done"]
    assert it.told["load"]["ended"] == "interrupted"
    assert it.told["load"]["lasted_s"] < 55


@pytest.mark.slow
def test_a_climb_ends_where_it_breaks_and_names_the_layer(mock: Mock, tmp_path: Path) -> None:
    plan = tmp_path / "climb.toml"
    plan.write_text(
        "journey = 'fallback'\nmin_samples = 20\n"
        "steps = { first = 5, factor = 2, each = '5s', rest = '2s', most = 80 }\n"
        "[thresholds]\nload_success = 'rate>0.9'\n",
        encoding="utf-8",
    )
    # The first step has 25 loads, and from the second on the server has enough.
    mock.control.add_faults(
        [BackendFault({"status": 404}, method="GET", path="/api/interview/session/*", after=30)]
    )

    it = load(tmp_path, "--url", mock.url, "--plan", str(plan))

    it.check()
    climb = it.told["climb"]
    assert (climb["highest_per_s"], climb["broke_per_s"]) == (5, 10), it.said
    assert climb["gave_way"] == ["server"]
    assert [step["status"] for step in climb["steps"]] == ["pass", "fail"]
    assert it.told["load"]["lasted_s"] < 30
    assert it.code == (3 if it.told["health"]["doubts"] else 0)


@pytest.mark.slow
def test_a_worker_that_dies_is_told_and_its_share_spread(mock: Mock, tmp_path: Path) -> None:
    with loading(
        tmp_path,
        *("--url", mock.url, "--journey", "fallback", "--rate", "20", "--duration", "25s"),
        *("--workers", "3"),
    ) as process:
        for told in standing(tmp_path, process):
            if told["state"] == "running" and told["arrivals"]["done"] > 20:
                os.kill(_workers(process.pid)[0], signal.SIGKILL)
                break
        it = ended(process, tmp_path)

    it.check()
    assert it.arrivals["offered"] == 500
    assert len(it.told["load"]["lost_workers"]) == 1
    # Noticed after three silent seconds, and given to others two seconds later.
    assert 0 < it.arrivals["lost"] < 20 / 3 * 20
    assert "lost with a worker" in it.said


# Locust's own command, in a process whose clock is so many seconds off.
OFF = """
import sys, time
real, off_s = time.time, float(sys.argv[1])
time.time = lambda: real() + off_s
from locust.main import main
sys.argv = ["locust", *sys.argv[2:]]
main()
"""


@pytest.mark.slow
def test_clocks_of_workers_that_differ_change_nothing(mock: Mock, tmp_path: Path) -> None:
    port = _free_port()
    wiring = files("harness.swarm") / "wiring.py"
    with ExitStack() as stack:
        process = stack.enter_context(
            loading(
                tmp_path,
                *("--url", mock.url, "--journey", "fallback", "--rate", "20", "--duration", "6s"),
                *("--master", "--workers", "3", "--master-port", str(port)),
            )
        )
        for off_s in (-86_400, 0, 3_600):
            command = [sys.executable, "-c", OFF, str(off_s), "-f", str(wiring), "--worker"]
            worker = subprocess.Popen(
                [*command, "--master-port", str(port)],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            stack.callback(_end, worker)
        it = ended(process, tmp_path)

    it.check()
    assert it.told["load"]["workers"] == 3
    assert it.arrivals["offered"] == it.arrivals["done"] == 120, it.said
    tree = json.loads(Path(it.told["load_file"]).read_text("utf-8"))
    assert tree["timeline"]["offered"][:6] == [20] * 6


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _end(worker: "subprocess.Popen[bytes]") -> None:
    worker.terminate()
    worker.wait(timeout=LIMIT_S)


def _workers(parent: int) -> list[int]:
    """The processes that Locust forked, which is a child of ours."""

    def children(of: int) -> list[int]:
        said = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(of)], capture_output=True, text=True, check=False
        )
        return [int(it) for it in said.stdout.split()]

    return [it for child in children(parent) for it in children(child)]
