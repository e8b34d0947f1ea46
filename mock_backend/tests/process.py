"""The application as a process of its own, for tests of what only a real connection shows."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import httpx

SECRET = "of-the-tests"
# For who answers at once: a machine whose cores are all busy takes its time.
LIMIT_S = 120


@dataclass(frozen=True, slots=True)
class Running:
    """A process and how to speak to it; `control` carries the secret."""

    process: "subprocess.Popen[str]"
    url: str
    client: httpx.Client
    control: httpx.Client

    def fault(self, **fault: object) -> None:
        """Installs one fault."""
        self.control.post("faults", json={"faults": [fault]}).raise_for_status()

    def seen(self, what: str, *, times: int = 1) -> None:
        """Returns when the log has had this many entries of a kind since the last reset."""
        seq = count = 0
        while count < times:
            news = self.control.get("events", params={"after": seq, "wait_ms": 5000}).json()
            seq = news["next"]
            count += sum(event["what"] == what for event in news["events"])


@contextlib.contextmanager
def running(*options: str, environment: Mapping[str, str] | None = None) -> Iterator[Running]:
    """Runs `python -m mock_backend` until the block ends."""
    secret = {"LAYERPROOF_CONTROL_SECRET": SECRET}
    process = subprocess.Popen(
        [sys.executable, "-m", "mock_backend", *options],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **(secret if environment is None else environment)},
    )
    assert process.stdout is not None
    try:
        url = json.loads(process.stdout.readline())["url"]
        base = f"{url}/__layerproof/"
        headers = {"X-Layerproof-Secret": SECRET}
        with (
            httpx.Client(base_url=url, timeout=LIMIT_S) as client,
            httpx.Client(base_url=base, headers=headers, timeout=LIMIT_S) as control,
        ):
            yield Running(process, url, client, control)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
