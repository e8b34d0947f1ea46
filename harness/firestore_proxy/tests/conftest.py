"""The official emulator, and the proxy before it, each as a process of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import httpx
import pytest
from google.auth.credentials import AnonymousCredentials
from google.cloud import firestore

from harness.backend.control import ControlPlane
from harness.machine.emulator import emulator as started
from harness.machine.runtimes import find_emulator, find_java

COMMAND = [sys.executable, "-c", "import sys; from harness.cli.app import main; sys.exit(main())"]
READY_S = 60.0
PROJECT = "tried-through-the-proxy"


@dataclass(frozen=True, slots=True)
class Proxied:
    """A running proxy: its process, the database's address through it, its control plane."""

    process: "subprocess.Popen[str]"
    address: str
    control: ControlPlane


Connect = Callable[[str], firestore.Client]


@contextmanager
def proxied_by(emulator: str, *flags: str) -> Iterator[Proxied]:
    """`layerproof firestore-proxy`, until the block ends."""
    with subprocess.Popen(
        [*COMMAND, "firestore-proxy", "--listen", ":0", "--upstream", emulator, *flags],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # As a shell's background job has it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
    ) as process:
        try:
            assert process.stdout is not None
            lines = [process.stdout.readline().strip() for _ in range(3)]
            if not all(lines):
                pytest.fail(f"the proxy did not start: {process.communicate()}")
            said = dict(it.split("=", 1) for it in lines)
            url, secret = said["LAYERPROOF_FIRESTORE_PROXY"], said["LAYERPROOF_CONTROL_SECRET"]
            control = ControlPlane(url, secret)
            yield Proxied(process, said["FIRESTORE_EMULATOR_HOST"], control)
            control.close()
        finally:
            process.kill()


@pytest.fixture(scope="session")
def emulator() -> Iterator[str]:
    """The emulator's address; skips by name without one, and fails under CI."""
    program, java = find_emulator(os.environ), find_java(os.environ)
    if program is None or java is None:
        missing = "no Java" if java is None else "no Firestore emulator"
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(f"CI must try the proxy on the Firestore emulator: {missing}")
        pytest.skip(f"Firestore emulator: {missing}")
    with started(os.environ) as address:
        yield address


@pytest.fixture(scope="session")
def proxied(emulator: str) -> Iterator[Proxied]:
    """The proxy before the emulator."""
    with proxied_by(emulator) as found:
        yield found


@pytest.fixture
def connect(emulator: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connect]:
    """Makes Google's client of an address, on an empty database; closes it afterwards."""
    with ExitStack() as stack:

        def connected(address: str) -> firestore.Client:
            httpx.delete(
                f"http://{emulator}/emulator/v1/projects/{PROJECT}/databases/(default)/documents",
                timeout=READY_S,
                trust_env=False,
            ).raise_for_status()
            monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", address)
            nobody = AnonymousCredentials()  # type: ignore[no-untyped-call] # the library's gap
            client = firestore.Client(PROJECT, nobody)
            stack.callback(client.close)
            return client

        yield connected
