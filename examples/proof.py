"""`layerproof verify` on a running application, as a process of its own."""

import json
import signal
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from examples.application import ROOT

PROFILE = ROOT / "layerproof.toml"
CONTRACT = Path(__file__).parent.parent / "contract.toml"
STOPS_S = 60.0
INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Proof:
    """How a run ended: its exit code, its verdict, and the lines that its failures name, those that
    are told as symptoms of another's cause among them, with the invariants that failed.
    """

    exit_code: int
    verdict: str
    lines: tuple[str, ...]
    duration_s: float
    invariants: tuple[str, ...] = ()

    def tells(self, line: str) -> bool:
        """Whether a failure speaks of that line of the contract: by its own line, or because the
        line's row names its invariant.
        """
        checks = {f"invariant:{it}" for it in self.invariants}
        return line in self.lines or bool(checks & guards_of(line))


@cache
def guards_of(line: str, contract: Path = CONTRACT) -> frozenset[str]:
    """The checks that the line's row names; none for a line that there is not."""
    rows = tomllib.loads(contract.read_text(encoding="utf-8"))["line"]
    return frozenset(check for row in rows if row["id"] == line for check in row["checks"])


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
    findings = said.get("findings", [])
    found = [told for it in findings for told in (it, *it.get("symptoms", ()))]
    failed = [it for it in found if it["status"] == "fail"]
    lines = tuple(dict.fromkeys(str(it["line"]) for it in failed))
    invariants = tuple(dict.fromkeys(str(it["invariant"]) for it in failed))
    verdict = str(said.get("verdict", "unknown"))
    return Proof(exit_code, verdict, lines, float(said.get("duration_s") or 0), invariants)
