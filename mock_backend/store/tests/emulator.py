"""The official Firestore emulator as a process, for the tests of the store."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

MAIN = "com.google.cloud.datastore.emulator.firestore.CloudFirestore"
JAR = Path("platform/cloud-firestore-emulator/cloud-firestore-emulator.jar")
ROOTS = (Path("/usr/lib/google-cloud-sdk"), Path("/opt/google-cloud-sdk"))
READY_S = 60.0
"""Starting takes 3 s on a quiet machine."""


class NoEmulator(Exception):
    """The emulator is not on this machine; the message says what is missing."""


def jar() -> Path:
    """Where the emulator's program is; raises NoEmulator."""
    gcloud = shutil.which("gcloud")
    roots = (*ROOTS, *((Path(gcloud).resolve().parent.parent,) if gcloud else ()))
    given = os.environ.get("FIRESTORE_EMULATOR_JAR")
    for path in [Path(given)] if given else [root / JAR for root in roots]:
        if path.is_file():
            if shutil.which("java") is None:
                raise NoEmulator("java is not installed")
            return path
    raise NoEmulator("the package google-cloud-cli-firestore-emulator is not installed")


@contextlib.contextmanager
def emulator() -> Iterator[str]:
    """Runs the emulator and yields its `host:port`; raises NoEmulator."""
    program = jar()
    port = _free_port()
    command = ["java", "-cp", str(program), MAIN, "start", "--host=127.0.0.1", f"--port={port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"127.0.0.1:{port}"
        _wait_until_it_writes(process, address)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_it_writes(process: "subprocess.Popen[bytes]", address: str) -> None:
    """Returns after a first write, which takes seconds on a cold machine and not a second time."""
    url = f"http://{address}/v1/projects/warm/databases/(default)/documents/warm"
    until = time.monotonic() + READY_S
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(httpx.TransportError):
            if httpx.post(url, json={"fields": {}}, timeout=READY_S).is_success:
                return
        time.sleep(0.1)
    raise NoEmulator(f"the emulator did not start within {READY_S:.0f} s")
