"""What only a real process and a real connection show."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpcore
import httpx
import pytest

from mock_backend.tests.process import Running, running

HEALTH = "/api/health"
# What ends at once takes so long to begin where all cores are busy many times over.
LIMIT_S = 180


@pytest.fixture(scope="module")
def alive() -> Iterator[Running]:
    with running("--also-host", "127.0.0.2") as made:
        yield made


@pytest.fixture
def mock_process(alive: Running) -> Running:
    alive.control.post("reset").raise_for_status()
    return alive


def test_it_also_listens_on_another_host(mock_process: Running) -> None:
    other = mock_process.url.replace("127.0.0.1", "127.0.0.2")

    assert httpx.get(other + HEALTH).status_code == 200


def test_a_reset_connection_has_no_answer(mock_process: Running) -> None:
    mock_process.fault(on="request", match={"path": HEALTH}, times=1, effect={"reset": True})

    with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
        mock_process.client.get(HEALTH)

    assert mock_process.client.get(HEALTH).status_code == 200


def test_a_reset_after_the_effect_leaves_the_effect(mock_process: Running) -> None:
    effect = {"reset": True, "after": True}
    mock_process.fault(on="request", match={"path": "/api/telemetry"}, effect=effect)
    beacon = {"version": 1, "loadId": "a", "outcome": "ready", "attempts": 1}

    with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
        mock_process.client.post("/api/telemetry", json=beacon)

    events = mock_process.control.get("events").json()["events"]
    assert [(event["what"], event["kind"]) for event in events] == [
        ("request", "begin"),
        ("fault", "info"),
        ("beacon", "info"),
        ("request", "fail"),
    ]


def test_an_answer_can_be_cut_short(mock_process: Running) -> None:
    mock_process.fault(on="request", match={"path": HEALTH}, effect={"truncate": 5})

    with pytest.raises(httpx.RemoteProtocolError, match="5 bytes"):
        mock_process.client.get(HEALTH)


def test_an_answer_can_begin_and_not_go_on(mock_process: Running) -> None:
    mock_process.fault(on="request", match={"path": HEALTH}, effect={"stall": 5})

    with mock_process.client.stream("GET", HEALTH) as answer:
        parts = answer.iter_raw()
        begun = next(parts)
        with pytest.raises(httpcore.ReadTimeout):
            answer.extensions["network_stream"].read(1, timeout=0.5)

    assert (answer.status_code, len(begun)) == (200, 5)
    # Its beginning, the status, and that the client has gone.
    mock_process.seen("request", times=3)


def test_a_hung_request_ends_with_503_at_a_reset(mock_process: Running) -> None:
    mock_process.fault(on="request", match={"path": HEALTH}, effect={"hang": True})
    answers: list[int] = []

    def ask() -> None:
        answers.append(httpx.get(mock_process.url + HEALTH, timeout=LIMIT_S).status_code)

    asking = threading.Thread(target=ask)
    asking.start()
    mock_process.seen("gate")
    mock_process.control.post("reset")
    asking.join()

    assert answers == [503]


def test_a_raw_path_reaches_the_server_unchanged(mock_process: Running) -> None:
    port = int(mock_process.url.rpartition(":")[2])

    def status(path: str) -> int:
        with socket.create_connection(("127.0.0.1", port), LIMIT_S) as to:
            head = f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            to.sendall(f"{head}Authorization: Bearer {token}\r\n\r\n".encode())
            return int(to.makefile("rb").readline().split()[1])

    mock_process.control.post("seed", json={"documents": {"users/u": {"role": "student"}}})
    token = mock_process.control.post("tokens", json={"uid": "u"}).json()["idToken"]
    prefix = "/api/interview/session/"

    assert {path: status(prefix + path) for path in ("a%2Fb", ".", "..", "", "%2e", "x/../y")} == {
        "a%2Fb": 400,
        ".": 400,
        "..": 400,
        "": 404,
        "%2e": 400,
        "x/../y": 404,
    }


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_and_lets_requests_go_that_hang(number: signal.Signals) -> None:
    answers: list[int] = []

    def ask(path: str) -> None:
        answers.append(httpx.get(path, timeout=LIMIT_S).status_code)

    with running() as mock:
        mock.fault(on="request", match={"path": HEALTH}, effect={"hang": True})
        mock.fault(on="request", match={"path": "/api/me"}, effect={"delay_ms": 60_000})
        asking = [threading.Thread(target=ask, args=(mock.url + p,)) for p in (HEALTH, "/api/me")]
        for thread in asking:
            thread.start()
        mock.seen("fault", times=2)

        mock.process.send_signal(number)

        assert mock.process.wait(LIMIT_S) == 0
        for thread in asking:
            thread.join()
    assert answers == [503, 503]


def test_it_stops_when_its_parent_ends(tmp_path: Path) -> None:
    said = tmp_path / "said"
    script = (
        "import subprocess, sys, time; from pathlib import Path\n"
        "with Path(sys.argv[1]).open('w') as out:\n"
        "    subprocess.Popen([sys.executable, '-m', 'mock_backend'], stdout=out)\n"
        "while not Path(sys.argv[1]).read_text().endswith('\\n'): time.sleep(0.02)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(said)], check=True, timeout=LIMIT_S)
    pid = int(json.loads(said.read_text())["pid"])

    until = time.monotonic() + LIMIT_S
    while _is_running(pid) and time.monotonic() < until:
        threading.Event().wait(0.02)

    assert not _is_running(pid)


def test_without_a_secret_there_is_no_control_plane() -> None:
    with running(environment={"LAYERPROOF_CONTROL_SECRET": ""}) as mock:
        answer = mock.control.get("state")

    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--port", "70000"], "'70000' is not a port"),
        (["--store", "memroy"], "memroy"),
        (["--defect", "no-falback"], "no defect is called 'no-falback'"),
        (["--nonsense"], "--nonsense"),
        (["--host", "203.0.113.9"], "cannot listen on 203.0.113.9"),
    ],
)
def test_what_it_does_not_know_ends_with_2_and_one_message(options: list[str], said: str) -> None:
    done = _ran(options)

    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_defects_are_listed_as_json() -> None:
    done = _ran(["--list-defects", "--json"])

    listed = json.loads(done.stdout)
    assert done.returncode == 0
    assert len(listed) >= 60
    assert set(listed[0]) == {"name", "line", "why", "needs", "server", "pages"}


def test_a_port_in_use_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = _ran(["--port", str(port)])

    assert done.returncode == 2
    assert f"cannot listen on 127.0.0.1:{port}: Address already in use" in done.stderr


def _ran(options: list[str]) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "mock_backend", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_S, check=False)


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return not Path("/proc/self").exists()  # a system without it, or gone just now
    except ProcessLookupError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"
