"""Runs pytest as a person would, in a folder of its own, on scenarios that are written here."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from harness.runs.saved import SavedRun, open_run

LIMIT_S = 400


@dataclass(frozen=True, slots=True)
class Played:
    """How one pytest ended, and where."""

    folder: Path
    code: int
    said: str

    @property
    def run(self) -> SavedRun:
        """The run that it saved."""
        return open_run(self.folder / "out" / "latest")

    def by_name(self) -> dict[str, str]:
        """Each check's name with its status."""
        return {it.id.rpartition("::")[2]: str(it.status) for it in self.run.run.checks}


def play(
    folder: Path, source: str, *arguments: str, environ: Mapping[str, str] | None = None
) -> Played:
    """Runs `source` as `test_it.py` in `folder`, which it makes."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "test_it.py").write_text(source, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:locust", "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        env={**os.environ, **(environ or {})},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=LIMIT_S,
        check=False,
    )
    return Played(folder, ended.returncode, ended.stdout)
