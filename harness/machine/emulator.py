"""The official Firestore emulator: found on this machine, and run on a free port of loopback."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from urllib.error import URLError

from harness.errors import Inconclusive
from harness.machine.runtimes import EMULATOR_SETTING, find_emulator, find_java

MAIN = "com.google.cloud.datastore.emulator.firestore.CloudFirestore"
READY_S = 60.0
_GLANCE_S = 0.1
# Ends with the command, and ends it when we are gone, however we went: our end of its stdin is
# closed then.
_GUARD = """
import subprocess, sys, threading, time
quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
process = subprocess.Popen(sys.argv[1:], **quiet)

def end():
    sys.stdin.read()
    process.terminate()
    time.sleep(5)
    process.kill()

threading.Thread(target=end, daemon=True).start()
sys.exit(process.wait())
"""


@contextmanager
def emulator(environ: Mapping[str, str], *, ready_s: float = READY_S) -> Iterator[str]:
    """An empty emulator for as long as the block lasts; yields its `host:port`.

    It takes 3 s to start on a quiet machine. Raises Inconclusive where it or Java is missing, or it
    does not start.
    """
    command = emulator_command(port := _free_port(), environ)
    with subprocess.Popen(
        [sys.executable, "-c", _GUARD, *command], stdin=subprocess.PIPE, process_group=0
    ) as guard:
        try:
            _await_a_write(f"127.0.0.1:{port}", guard, ready_s)
            yield f"127.0.0.1:{port}"
        finally:
            assert guard.stdin is not None
            guard.stdin.close()


def emulator_command(port: int, environ: Mapping[str, str]) -> Sequence[str]:
    """What starts the emulator on that port; raises Inconclusive where it, or Java, is missing."""
    java, program = find_java(environ), find_emulator(environ)
    if java is None:
        raise Inconclusive(
            "The Firestore emulator needs Java, and there is none. Install a Java runtime, 17 or "
            "later (Debian: apt-get install default-jre-headless)."
        )
    if program is None:
        raise Inconclusive(
            "The Firestore emulator is not here. Install it (gcloud components install "
            "cloud-firestore-emulator, or the package google-cloud-cli-firestore-emulator), or "
            f"name its jar in {EMULATOR_SETTING}."
        )
    where = ("--host=127.0.0.1", f"--port={port}")
    return (str(java.path), "-cp", str(program), MAIN, "start", *where)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await_a_write(address: str, guard: "subprocess.Popen[bytes]", limit_s: float) -> None:
    """Returns after a first write, which takes seconds on a cold machine and not a second time."""
    request = urllib.request.Request(
        f"http://{address}/v1/projects/warm/databases/(default)/documents/warm",
        data=b'{"fields": {}}',
        headers={"Content-Type": "application/json"},
    )
    straight = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + limit_s
    while time.monotonic() < until and guard.poll() is None:
        with suppress(URLError, OSError), straight.open(request, timeout=limit_s):
            return
        time.sleep(_GLANCE_S)
    how = f"ended at once ({guard.returncode})" if guard.poll() is not None else "did not start"
    raise Inconclusive(f"The Firestore emulator {how}, within {limit_s:g} s.")
