"""How fast `GET /api/interview/session/{id}` is, as a share of a bare endpoint's rate.

Both serve the same bytes from a process of their own on one core, in turn, `REPEATS` times; the
medians are compared. The goal, 0.15, better 0.20, is for the full contract with a token.

    .venv/bin/python -m benchmarks.session_get
"""

import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks.load import rate

REPEATS = 5
SECONDS = 2.0
CREDENTIALS = {"email": "student@example.test", "password": "practice"}


@dataclass(frozen=True, slots=True)
class Server:
    """A server process of its own."""

    url: str
    pid: int


@dataclass(frozen=True, slots=True)
class Measured:
    """One repeat: answers per second, and the server's CPU time for one answer.

    The second holds also while other programs use the machine.
    """

    per_s: float
    cpu_us: float


def main() -> None:
    """Prints the rates of each repeat, the medians and their ratio."""
    with contextlib.ExitStack() as stack:
        mock = stack.enter_context(_process([sys.executable, "-m", "mock_backend"]))
        path, token, body = _session(mock)
        file = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "body.json"
        file.write_bytes(body)
        script = str(Path(__file__).with_name("bare_endpoint.py"))
        bare = stack.enter_context(_process([sys.executable, script, str(file)]))
        pairs = [_pair(bare, mock, path, token) for _ in range(REPEATS)]
    rates = [statistics.median(pair[at].per_s for pair in pairs) for at in (0, 1)]
    costs = [statistics.median(pair[at].cpu_us for pair in pairs) for at in (0, 1)]
    _say(f"{len(body)} bytes, medians of {REPEATS}")
    _say(f"answers per second: {rates[0]:.0f} and {rates[1]:.0f}, ratio {rates[1] / rates[0]:.3f}")
    if all(costs):
        _say(
            f"CPU per answer: {costs[0]:.0f} and {costs[1]:.0f} us, ratio {costs[0] / costs[1]:.3f}"
        )


def _pair(bare: "Server", mock: "Server", path: str, token: str) -> tuple["Measured", "Measured"]:
    pair = (_measured(bare, path, token), _measured(mock, path, token))
    lines = (f"{one.per_s:8.0f}/s {one.cpu_us:6.1f} us CPU" for one in pair)
    _say("bare {}   session {}".format(*lines))
    return pair


def _measured(server: "Server", path: str, token: str) -> "Measured":
    before = _cpu_s(server.pid)
    per_s = rate(server.url + path, token, SECONDS)
    return Measured(per_s, (_cpu_s(server.pid) - before) / (per_s * SECONDS) * 1e6)


def _cpu_s(pid: int) -> float:
    """The CPU time that a process has used; 0 where the system does not tell."""
    file = Path(f"/proc/{pid}/stat")
    if not file.exists():
        return 0.0
    fields = file.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def _process(command: list[str]) -> Iterator[Server]:
    """Runs a server on the first core and yields it; this process keeps to the others."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        if hasattr(os, "sched_setaffinity"):
            cores = sorted(os.sched_getaffinity(0))
            os.sched_setaffinity(process.pid, cores[:1])
            os.sched_setaffinity(0, cores[1:] or cores)
        assert process.stdout is not None
        try:
            yield Server(json.loads(process.stdout.readline())["url"], process.pid)
        finally:
            process.terminate()


def _session(mock: Server) -> tuple[str, str, bytes]:
    """A started interview: its path, its owner's token, its payload."""
    with httpx.Client(base_url=mock.url) as client:
        me = client.post("/api/auth/sign-in", json=CREDENTIALS).json()
        client.headers["Authorization"] = f"Bearer {me['idToken']}"
        created = client.post("/api/student/interviews", json={"route": "usa_f1"}).json()
        start = {
            "action": "start",
            "userId": me["uid"],
            "visaType": "US F-1 visa",
            "route": "usa_f1",
            "studentProfile": {"name": me["name"]},
            "firestoreInterviewId": created["id"],
        }
        client.post("/api/interview/session", json=start).raise_for_status()
        path = f"/api/interview/session/{created['id']}"
        answer = client.get(path).raise_for_status()
    return path, me["idToken"], answer.content


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
