"""The mock's defects, asked of the mock itself."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from harness.errors import BackendLost

# Longer than any start of a Python that was seen, on a machine with ten times too much to do.
_LIMIT_S = 120.0


@dataclass(frozen=True, slots=True)
class Declared:
    """One defect as its file declares it: which line of the contract it breaks, how a real team
    comes to it, and the capability without which it does not show, '' for none.
    """

    name: str
    line: str
    why: str
    needs: str = ""


def defect_names(
    command: Sequence[str] = (sys.executable, "-m", "mock_backend"),
) -> tuple[str, ...]:
    """Every defect that `--defect` knows, sorted; raises BackendLost when the mock cannot tell."""
    return tuple(it.name for it in declared_defects(command))


def declared_defects(
    command: Sequence[str] = (sys.executable, "-m", "mock_backend"),
) -> tuple[Declared, ...]:
    """Every defect, by name; raises BackendLost when the mock cannot tell."""
    asked = [*command, "--list-defects", "--json"]
    try:
        told = subprocess.run(asked, capture_output=True, timeout=_LIMIT_S, check=True).stdout
        found = [
            Declared(it["name"], it["line"], it["why"], it["needs"]) for it in json.loads(told)
        ]
        return tuple(sorted(found, key=lambda it: it.name))
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError) as error:
        by_hand = "Ask it by hand: python -m mock_backend --list-defects"
        raise BackendLost(f"The mock does not list its defects: {error}. {by_hand}") from error
