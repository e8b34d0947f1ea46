"""Programs of this machine: where they are, and whether they really run.

Only the standard library, because the set-up asks these questions before anything is installed.
"""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# Ample for a first start on a busy machine; a program that hangs must not hold everything up.
TIMEOUT_S = 20.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one program answered; `code` is None when it did not start or did not end in time."""

    code: int | None
    text: str

    @property
    def is_well(self) -> bool:
        """Whether the program ran to its end and reported success."""
        return self.code == 0


def where(name: str, environ: Mapping[str, str]) -> Path | None:
    """The program that `environ`'s PATH gives for this name, or None."""
    found = shutil.which(name, path=environ.get("PATH", ""))
    return Path(found) if found else None


def ask(
    command: Sequence[str | Path],
    *,
    environ: Mapping[str, str] | None = None,
    timeout_s: float = TIMEOUT_S,
) -> Outcome:
    """Run to the end without input, with both outputs as one text; never raises for the program.

    `environ` replaces the whole environment, PATH for finding the program included.
    """
    try:
        done = subprocess.run(
            [str(part) for part in command],
            env=None if environ is None else dict(environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Outcome(None, f"gave no answer within {timeout_s:g} s")
    except OSError as error:
        return Outcome(None, f"cannot be started: {error.strerror or error}")
    return Outcome(done.returncode, done.stdout.decode("utf-8", "replace").strip())
