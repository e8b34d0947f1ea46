"""The Next.js application: installed from the npm registry, built, and started.

Each step is done only where it is due: node_modules by the lock file, .next by the sources.
"""

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from examples.failure import Broken, Missing
from examples.process import await_answer, free_port, running

ROOT = Path(__file__).resolve().parent / "nextjs"
OLDEST_NODE = (20, 9)
READY_S = 90.0
QUIET = {"NEXT_TELEMETRY_DISABLED": "1", "NO_UPDATE_NOTIFIER": "1"}
NOT_SOURCES = ("node_modules", ".next", "next-env.d.ts", "README.md", "layerproof.toml")
NEXT = "node_modules/next/dist/bin/next"

Say = Callable[[str], None]


def node(environ: Mapping[str, str] = os.environ) -> str:
    """The path of Node; raises Missing where it, or npm, is not here, or too old."""
    found = shutil.which("node", path=environ.get("PATH"))
    if found is None or shutil.which("npm", path=environ.get("PATH")) is None:
        raise Missing("The Next.js example needs Node 20.9 or later with npm. Install Node.js.")
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.(\d+)", said)
    if version is None or (int(version[1]), int(version[2])) < OLDEST_NODE:
        raise Missing(f"The Next.js example needs Node 20.9 or later; {found} is {said.strip()}.")
    return found


def prepare(logs: Path, say: Say, *, root: Path = ROOT) -> None:
    """Installs and builds what is not there yet; raises Missing or Broken."""
    program = node()
    locked = _digest([root / "package.json", root / "package-lock.json"], root)
    steps = (
        ("npm ci", ["npm", "ci"], root / "node_modules", locked),
        ("next build", [program, NEXT, "build"], root / ".next", _digest(sources(root), root)),
    )
    for name, command, made, digest in steps:
        stamp = made / ".made-of"
        if stamp.is_file() and stamp.read_text() == digest:
            continue
        say(f"{name} …")
        _run(name, command, root, logs / f"{name.replace(' ', '-')}.log")
        stamp.write_text(digest)


def sources(root: Path) -> list[Path]:
    """Every file that the build is made of, sorted."""
    kept = (it for it in root.iterdir() if it.name not in NOT_SOURCES)
    files = (file for it in kept for file in (it.rglob("*") if it.is_dir() else [it]))
    return sorted(it for it in files if it.is_file() and it.suffix != ".tsbuildinfo")


def _digest(files: list[Path], root: Path) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.relative_to(root)}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _run(name: str, command: list[str], root: Path, log: Path) -> None:
    with running(command, log=log, into=root, environment=QUIET) as process:
        if process.wait() != 0:
            said = log.read_text(errors="replace").strip()[-1_500:]
            raise Broken(f"{name} failed in {root}:\n{said}\nAll of it: {log}")


@contextlib.contextmanager
def application(database: str, logs: Path, *, defect: str = "", root: Path = ROOT) -> Iterator[str]:
    """Runs the built application on the emulator at `database` and yields its address.

    Raises Missing or Broken.
    """
    port = free_port()
    log = logs / f"next-start{f'-{defect}' if defect else ''}.log"
    environment = {**QUIET, "FIRESTORE_EMULATOR_HOST": database, "EXAMPLE_DEFECT": defect}
    command = [node(), NEXT, "start", "-H", "127.0.0.1", "-p", str(port)]
    with running(command, log=log, into=root, environment=environment) as process:
        url = f"http://127.0.0.1:{port}"
        alive = urllib.request.Request(f"{url}/api/alive")
        await_answer(process, alive, name="next start", log=log, limit_s=READY_S)
        yield url
