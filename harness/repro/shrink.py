"""Makes a script shorter as long as it still fails, by running it.

What is left out must leave a script that fails on the app as it is (exit code 1) and, where there
is a sound app to ask, passes on that one (exit code 0): a script that fails everywhere shows
nothing.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from harness.errors import Inconclusive
from harness.repro.ddmin import ddmin
from harness.repro.part import Part, Script
from harness.repro.render import text_of

FAILS, SOUND = 1, 0
LIMIT_S = 180.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a script ended: its exit code, and what it said."""

    code: int
    said: str


Run = Callable[[Script, str], Outcome]


def shrink(script: Script, run: Run, *, url: str, sound_url: str = "") -> Script:
    """The script with as few of its parts as still fail; raises Inconclusive where it does not."""

    free = [it for it in script.parts if not it.needed]

    def without(parts: Sequence[Part]) -> Script:
        kept = tuple(it for it in script.parts if it.needed or it in parts)
        return replace(script, parts=kept)

    def fails(parts: Sequence[Part]) -> bool:
        shorter = without(parts)
        if run(shorter, url).code != FAILS:
            return False
        return not sound_url or run(shorter, sound_url).code == SOUND

    try:
        return without(ddmin(free, fails))
    except ValueError as error:
        found = run(script, url)
        raise Inconclusive(
            f"The script does not tell {url} from a sound app: its exit code is {found.code}"
            f"{f' ({found.said})' if found.said else ''}, and 1 was expected."
        ) from error


def run_script(
    script: Script,
    url: str,
    *,
    environ: Mapping[str, str] | None = None,
    trace: Path | None = None,
) -> Outcome:
    """Runs the script against the app, in a process of its own; code 3 where it took too long. A
    browser's `trace` of it is recorded where one is named.
    """
    with tempfile.TemporaryDirectory(prefix="layerproof-") as place:
        path = Path(place) / f"{script.name}.py"
        path.write_text(text_of(script), encoding="utf-8")
        try:
            done = subprocess.run(
                [
                    sys.executable,
                    str(path),
                    "--url",
                    url,
                    *(["--trace", str(trace)] if trace else []),
                ],
                env={**os.environ, **(environ or {})},
                capture_output=True,
                text=True,
                errors="replace",
                timeout=LIMIT_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Outcome(3, f"it took longer than {LIMIT_S:.0f} s")
    return Outcome(done.returncode, _last_line(done.stdout or done.stderr))


def _last_line(text: str) -> str:
    lines = [it.strip() for it in text.splitlines() if it.strip()]
    return lines[-1] if lines else ""
