"""Runs the project's locustfile as people do: a process of its own, without a web page.

Locust patches the process that imports it, so the tests never do.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harness.backend.mock import Mock
from harness.model.event import Phase

ROOT = Path(__file__).resolve().parents[3]
LIMIT_S = 180


@dataclass(frozen=True, slots=True)
class Table:
    """What a run left: its exit code, its words, and Locust's own rows by type and name."""

    code: int
    said: str
    rows: Mapping[str, Mapping[str, Any]]

    def count(self, row: str) -> int:
        return int(self.rows[row]["num_requests"]) if row in self.rows else 0

    def failures(self, row: str) -> int:
        return int(self.rows[row]["num_failures"]) if row in self.rows else 0


@contextmanager
def locust(host: str, *options: str, into: Path) -> Iterator["subprocess.Popen[str]"]:
    """A run that goes on; ended by force when the block leaves it running."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "locust", "-f", "locustfile.py", "--host", host),
            *("--headless", "--only-summary", "-r", "4", "--json-file", str(into / "run")),
            *("--think", "0.1", *options),
        ],
        cwd=ROOT,
        env={key: it for key, it in os.environ.items() if not key.startswith("LOCUST_")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        process_group=0,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()


def ended(process: "subprocess.Popen[str]", *, into: Path) -> Table:
    """The run's end, which comes by itself."""
    said, _ = process.communicate(timeout=LIMIT_S)
    return Table(process.returncode, said, _rows(into / "run.json"))


def run(host: str, *options: str, into: Path) -> Table:
    """A run from its beginning to its end."""
    with locust(host, *options, into=into) as process:
        return ended(process, into=into)


def run_until(mock: Mock, asked: str, count: int, *options: str, into: Path) -> Table:
    """A run that is ended by hand as soon as the mock was asked so often for paths that begin so,
    however long that takes.
    """
    before = mock.control.events().next
    with locust(mock.url, *options, into=into) as process:
        wait_for(mock, asked, count, after=before, by=process)
        process.send_signal(signal.SIGINT)
        return ended(process, into=into)


def wait_for(
    mock: Mock, asked: str, count: int, *, after: int, by: "subprocess.Popen[str]"
) -> None:
    """Returns once so many requests for such paths have begun since `after`, by the mock's log."""
    seen = 0
    while seen < count:
        assert by.poll() is None, by.communicate()[0]
        news = mock.control.events(after, wait_ms=5_000)
        after = news.next
        begun = [it for it in news.events if it.what == "request" and it.kind is Phase.BEGIN]
        seen += sum(it.text("path").startswith(asked) for it in begun)


def _rows(path: Path) -> dict[str, dict[str, Any]]:
    """Locust's JSON of its statistics; its CSV may lack the run's last second."""
    rows = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return {f"{row['method']} {row['name']}": row for row in rows}
