"""What a call of Firestore's costs through `layerproof firestore-proxy`, as a ratio to none.

Google's Python client reads and writes one small document on the official emulator, directly and
through the proxy in turn, `REPEATS` times; medians of the repeats are compared. Then eight threads
read for as long as `SECONDS`.

    .venv/bin/python -m benchmarks.firestore_proxy
"""

import contextlib
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from google.auth.credentials import AnonymousCredentials
from google.cloud import firestore

from harness.machine.runtimes import find_emulator, find_java

MAIN = "com.google.cloud.datastore.emulator.firestore.CloudFirestore"
REPEATS = 5
CALLS = 200
THREADS = 8
SECONDS = 3.0
READY_S = 90.0
Act = Callable[[firestore.DocumentReference], object]
ACTS: dict[str, Act] = {"read": lambda it: it.get(), "write": lambda it: it.set({"n": 1})}


def main() -> None:
    """Prints the median of each way, their ratio, and calls per second."""
    with contextlib.ExitStack() as stack:
        emulator = stack.enter_context(_emulator())
        proxy = stack.enter_context(_proxy(emulator))
        ways = {"direct": _document(emulator), "proxied": _document(proxy)}
        for name, act in ACTS.items():
            found: dict[str, list[float]] = {way: [] for way in ways}
            for _ in range(REPEATS):
                for way, document in ways.items():
                    found[way].append(_median_ms(act, document))
            direct, proxied = (statistics.median(it) for it in found.values())
            _say(f"{name}: p50 {direct:.2f} ms direct, {proxied:.2f} ms proxied", proxied / direct)
        rates = [_per_s(it) for it in ways.values()]
        _say(f"{THREADS} readers: {rates[0]:.0f}/s direct, {rates[1]:.0f}/s proxied", _ratio(rates))


def _median_ms(act: Act, document: firestore.DocumentReference) -> float:
    took = []
    for _ in range(CALLS):
        began = time.perf_counter()
        act(document)
        took.append((time.perf_counter() - began) * 1_000)
    return statistics.median(took)


def _per_s(document: firestore.DocumentReference) -> float:
    counts = [0] * THREADS
    began = time.monotonic()

    def read(at: int) -> None:
        while time.monotonic() < began + SECONDS:
            document.get()
            counts[at] += 1

    threads = [threading.Thread(target=read, args=(at,)) for at in range(THREADS)]
    for it in threads:
        it.start()
    for it in threads:
        it.join()
    return sum(counts) / (time.monotonic() - began)


def _ratio(rates: list[float]) -> float:
    return rates[1] / rates[0]


def _document(address: str) -> firestore.DocumentReference:
    """A document that is there, and that was read often enough for both sides to be warm."""
    os.environ["FIRESTORE_EMULATOR_HOST"] = address
    nobody = AnonymousCredentials()  # type: ignore[no-untyped-call] # the library's gap
    document = firestore.Client("measured", nobody).document("a/b")
    document.set({"n": 0})
    _median_ms(ACTS["read"], document)
    return document


@contextlib.contextmanager
def _emulator() -> Iterator[str]:
    """Runs the emulator and yields its address."""
    program, java = find_emulator(os.environ), find_java(os.environ)
    if program is None or java is None:
        sys.exit("This benchmark needs Java and the Firestore emulator (layerproof doctor).")
    port = _free_port()
    command = [str(java.path), "-cp", str(program), MAIN, "start", f"--port={port}"]
    with _running([*command, "--host=127.0.0.1"], subprocess.DEVNULL):
        yield f"127.0.0.1:{port}"


@contextlib.contextmanager
def _proxy(emulator: str) -> Iterator[str]:
    """Runs the proxy before the emulator, once that answers, and yields its address."""
    layerproof = str(Path(sys.executable).with_name("layerproof"))
    command = [layerproof, "firestore-proxy", "--listen", ":0", "--upstream", emulator]
    until = time.monotonic() + READY_S
    with tempfile.TemporaryFile("w+") as said:
        while time.monotonic() < until:
            with _running(command, subprocess.PIPE, said.fileno()) as process:
                assert process.stdout is not None
                if line := process.stdout.readline():
                    yield line.strip().partition("=")[2]
                    return
        said.seek(0)
        sys.exit(said.read())


@contextlib.contextmanager
def _running(
    command: list[str], output: int, errors: int = subprocess.DEVNULL
) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(command, stdout=output, stderr=errors, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _say(line: str, ratio: float) -> None:
    sys.stdout.write(f"{line}, ratio {ratio:.2f}\n")


if __name__ == "__main__":
    main()
