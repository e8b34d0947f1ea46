"""The names of the mock's defects, asked of the mock itself."""

import json
import subprocess
import sys
from collections.abc import Sequence

from harness.errors import BackendLost

# Longer than any start of a Python that was seen.
_LIMIT_S = 30.0


def defect_names(
    command: Sequence[str] = (sys.executable, "-m", "mock_backend"),
) -> tuple[str, ...]:
    """Every defect that `--defect` knows, sorted; raises BackendLost when the mock cannot tell."""
    asked = [*command, "--list-defects", "--json"]
    try:
        told = subprocess.run(asked, capture_output=True, timeout=_LIMIT_S, check=True).stdout
        return tuple(sorted(it["name"] for it in json.loads(told)))
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError) as error:
        by_hand = "Ask it by hand: python -m mock_backend --list-defects"
        raise BackendLost(f"The mock does not list its defects: {error}. {by_hand}") from error
