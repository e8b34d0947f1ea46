"""`layerproof verify` on a running application, as a process of its own."""

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from examples.application import ROOT

PROFILE = ROOT / "layerproof.toml"
STOPS_S = 60.0
INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Proof:
    """How a run ended: its exit code, its verdict, and the lines that its findings name."""

    exit_code: int
    verdict: str
    lines: tuple[str, ...]
    duration_s: float

    def tells(self, line: str) -> bool:
        """Whether a finding names that line of the contract."""
        return line in self.lines


def prove(url: str, *, into: Path, arguments: Sequence[str] = (), quiet: bool = False) -> Proof:
    """Runs `layerproof verify` against the address with the example's profile.

    Ctrl-C is passed on, so that what was recorded is kept; then KeyboardInterrupt is raised.
    """
    result = into / "result.json"
    result.unlink(missing_ok=True)
    layerproof = Path(sys.executable).with_name("layerproof")
    told = ["--url", url, "--profile", str(PROFILE), "--json", str(result), *arguments]
    output = subprocess.DEVNULL if quiet else None
    process = subprocess.Popen(
        [str(layerproof), "verify", *told], stdout=output, stderr=output, start_new_session=True
    )
    try:
        exit_code = process.wait()
    except KeyboardInterrupt:
        process.send_signal(signal.SIGINT)
        process.wait(STOPS_S)
        raise
    return read(result, exit_code)


def read(result: Path, exit_code: int) -> Proof:
    """The proof in a `--json` file; without one the verdict is 'unknown'."""
    if not result.is_file():
        return Proof(exit_code, "unknown", (), 0.0)
    said: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    found = said.get("findings", [])
    lines = tuple(dict.fromkeys(str(it.get("line", "")) for it in found))
    verdict = str(said.get("verdict", "unknown"))
    return Proof(exit_code, verdict, lines, float(said.get("duration_s") or 0))
