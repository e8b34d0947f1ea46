"""The virtual environment .venv: whether it is whole and current, and the steps that make it so.

Its stamp is removed before the first change and written after the last, so that an interrupted
set-up leaves none, and is begun anew.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from setup import stamp
from setup.python import SetupFailed, base_python, ensure_ensurepip, version_of
from setup.stamp import Stamp, digest

Step = tuple[str, Callable[[], None]]

# Settings that would put packages elsewhere than into .venv.
_ASTRAY = {"PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PYTHONHOME", "PYTHONPATH"}


@dataclass(frozen=True, slots=True)
class Environment:
    """The environment of the project at `root`."""

    root: Path

    @property
    def home(self) -> Path:
        """The folder of the virtual environment."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The environment's own interpreter."""
        return self.home / "bin" / "python"

    @property
    def stamp_file(self) -> Path:
        """The file that stands only in a finished environment."""
        return self.home / "layerproof-stamp.json"

    def steps(self) -> Iterator[Step]:
        """What is left to do, in order, each with its words for people; nothing when current.

        The stamp is written when the last step has been taken and the next one is asked for.
        """
        old = stamp.read(self.stamp_file)
        now = self.describe()
        if old is not None and is_whole(old, now):
            steps = list(self.updates(old, now))
        else:
            steps = [("virtual environment .venv", self.create), *self.additions(now)]
        if not steps:
            return
        self.stamp_file.unlink(missing_ok=True)
        yield from steps
        stamp.write(self.stamp_file, self.describe())

    def updates(self, old: Stamp, now: Stamp) -> Iterator[Step]:
        """The steps from one whole environment to another, with the same Python."""
        if old.lock != now.lock:
            yield from self.additions(now)
            if gone := sorted(set(old.packages) - set(now.packages)):
                yield f"{len(gone)} packages removed", lambda: self.pip("uninstall", "-y", *gone)
        elif old.project != now.project:
            yield "layerproof itself", self.install_project

    def additions(self, now: Stamp) -> Iterator[Step]:
        """The steps from an empty environment to a full one."""
        yield f"{len(now.packages)} packages of requirements.lock", self.install_packages
        yield "layerproof itself", self.install_project

    def create(self) -> None:
        """A new, empty .venv with pip; the old one is removed."""
        ensure_ensurepip()
        if self.home.is_symlink():
            self.home.unlink()
        shutil.rmtree(self.home, ignore_errors=True)
        self.run(base_python(), "-m", "venv", self.home)

    def install_packages(self) -> None:
        """Exactly what the lock names, each file checked against its hash.

        Compiling on first import instead of all at once saves 8 of 40 s.
        """
        lock = self.root / "requirements.lock"
        self.pip("install", "--no-compile", "--require-hashes", "-r", lock)

    def install_project(self) -> None:
        """The project itself, editable, built by what the lock brought."""
        self.pip("install", "--no-deps", "--no-build-isolation", "-e", self.root)

    def describe(self) -> Stamp:
        """The environment as its stamp would say it now."""
        lock = self.root / "requirements.lock"
        names = re.findall(r"^([A-Za-z0-9][\w.-]*)[^\n]*==", lock.read_text("utf-8"), re.MULTILINE)
        packages = self.home.glob("lib/python*/site-packages/*")
        present = [path for path in packages if path.name != "__pycache__"]
        present += self.home.glob("bin/layerproof")
        return Stamp(
            place=str(self.home),
            python=version_of(self.python),
            lock=digest(lock),
            project=digest(self.root / "pyproject.toml"),
            packages=names,
            entries=sorted(str(path.relative_to(self.home)) for path in present),
        )

    def pip(self, *arguments: str | Path) -> None:
        """Run the environment's pip; where packages come from is pip's own configuration."""
        self.run(self.python, "-m", "pip", "--disable-pip-version-check", *arguments)

    def run(self, *command: str | Path) -> None:
        """Run to the end with the output in the log; raises SetupFailed with its last lines."""
        environ = {key: value for key, value in os.environ.items() if key not in _ASTRAY}
        log = self.root / ".stamps" / "setup.log"
        words = [str(word) for word in command]
        with log.open("w", encoding="utf-8") as output:
            code = subprocess.run(
                words, env=environ, stdin=subprocess.DEVNULL, stdout=output, stderr=output
            ).returncode
        if code != 0:
            last = log.read_text("utf-8", "replace").strip().splitlines()[-12:]
            said = "".join(f"\n  {line}" for line in last)
            raise SetupFailed(f"`{' '.join(words)}` ended with {code}:{said}\nAll of it: {log}")


def is_whole(old: Stamp, now: Stamp) -> bool:
    """Whether .venv still is where and what it was, with the Python that PYTHON asks for."""
    python = version_of(Path(sys.executable)) if os.environ.get("PYTHON") else old.python
    return (now.place, now.python) == (old.place, python) and set(old.entries) <= set(now.entries)
