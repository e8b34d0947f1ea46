import os
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from examples.failure import Broken
from examples.process import await_answer, free_port, running

LIMIT_S = 120.0
SERVES = """
import http.server, os, sys
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        said = os.environ.get("WORD", "").encode()
        self.send_response(200); self.end_headers(); self.wfile.write(said)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
"""
WITH_A_CHILD = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
child.wait()
"""


def test_a_program_is_there_within_the_block_only(tmp_path: Path) -> None:
    port = free_port()
    url = urllib.request.Request(f"http://127.0.0.1:{port}")
    command = [sys.executable, "-c", SERVES, str(port)]

    with running(
        command, log=tmp_path / "log", into=tmp_path, environment={"WORD": "hello"}
    ) as process:
        await_answer(process, url, name="it", log=tmp_path / "log", limit_s=LIMIT_S)
        with urllib.request.urlopen(url, timeout=LIMIT_S) as answer:
            said = answer.read()

    assert said == b"hello"
    assert process.returncode is not None


def test_its_children_end_with_it(tmp_path: Path) -> None:
    log = tmp_path / "log"

    with running(
        [sys.executable, "-c", WITH_A_CHILD], log=log, into=tmp_path, environment={}
    ) as process:
        while not (said := log.read_text().strip()):
            assert process.poll() is None

    until = time.monotonic() + LIMIT_S
    while is_alive(int(said)):
        assert time.monotonic() < until


def test_one_that_ends_instead_of_starting_is_told_with_its_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    nowhere = urllib.request.Request(f"http://127.0.0.1:{free_port()}")

    with (
        running([sys.executable, "-c", "exit(7)"], log=log, into=tmp_path, environment={}) as it,
        pytest.raises(Broken, match=r"ended with 7 instead of starting.*log"),
    ):
        await_answer(it, nowhere, name="it", log=log, limit_s=LIMIT_S)


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that has ended and waits for its parent does not."""
    try:
        os.kill(pid, 0)
        status = Path(f"/proc/{pid}/stat").read_text()
    except ProcessLookupError:
        return False
    except FileNotFoundError:
        return not Path("/proc/self").exists()  # a system without it, or gone just now
    return status.rpartition(")")[2].split()[0] != "Z"
