"""How `load` calls Locust: one command line, made of the settings, the options and the run's tag.

Locust runs in a process of its own, because importing it patches sockets and threads of all that
is there. What it measured it leaves as `load.json`, how it stands as `progress.json`.
"""

import json
import os
import socket
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from harness.cli.load_cleaned import CREATED
from harness.measure.result import NAME
from harness.settings.passage import SOURCE
from harness.swarm.brief import HEADERS
from harness.swarm.orphan import PARENT

PROGRESS = "progress.json"
LOG = "locust.log"
PORT = 5557
# How long a master waits for workers that somebody starts by hand.
WAITS_S = 300


@dataclass(frozen=True, slots=True)
class Crew:
    """Which processes take part: `workers` of them on this machine, or those that come by
    themselves where it is a `master`.
    """

    workers: int = 0
    master: bool = False
    port: int = PORT

    def options(self) -> list[str]:
        """As Locust takes it."""
        if self.master:
            waits = ["--expect-workers-max-wait", str(WAITS_S)]
            expected = ["--expect-workers", str(max(self.workers, 1)), *waits]
            return ["--master", "--master-bind-port", str(self.port), *expected]
        if not self.workers:
            return []
        port = str(_free_port())
        here = ["--master-host", "127.0.0.1", "--master-port", port]
        bound = ["--master-bind-host", "127.0.0.1", "--master-bind-port", port]
        return ["--processes", str(self.workers), *bound, *here]


def locust_command(
    url: str, folder: Path, options: Sequence[str], *, crew: Crew, users: int, tag: str
) -> list[str]:
    """The command that plays the run on that address and leaves what it found in the folder; with
    a tag, on an app that keeps what is created, the ids of that, too.
    """
    said = ["--tag", tag, "--created-file", str(folder / CREATED)] if tag else []
    return [
        *(*_locust(), "--host", url, "--headless", "--only-summary"),
        *("--html", str(folder / "locust.html"), "--logfile", str(folder / LOG)),
        # In place of tables on the terminal, which has one of ours.
        *("--json-file", str(folder / "locust")),
        *("--result-file", str(folder / NAME), "--progress-file", str(folder / PROGRESS)),
        *(["--users", str(users)] if users else []),
        *(*crew.options(), *options, *said),
    ]


def worker_command(host: str, port: int) -> list[str]:
    """The command of a worker, which is told all else by its master."""
    return [*_locust(), "--worker", "--master-host", host, "--master-port", str(port)]


def locust_environ(
    environ: Mapping[str, str], headers: Mapping[str, str], *, parent: int, oidc: str = ""
) -> dict[str, str]:
    """The environment, with headers, because other people can read a command line, and the way
    to a token among them that is renewed; without what Locust would read from it by itself.
    """
    kept = {name: it for name, it in environ.items() if not name.startswith("LOCUST_")}
    told = {HEADERS: json.dumps(dict(headers))} if headers else {}
    told |= {SOURCE: oidc} if oidc else {}
    return {**kept, **told, PARENT: str(parent)}


def last_lines(folder: Path, count: int = 5) -> str:
    """What Locust last said."""
    try:
        said = (folder / LOG).read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return "\n".join(said[-count:])


def _locust() -> list[str]:
    wiring = files("harness.swarm") / "wiring.py"
    return [sys.executable, "-P", "-m", "locust", "-f", os.fspath(Path(str(wiring)))]


def _free_port() -> int:
    """A port on loopback that nobody uses now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
