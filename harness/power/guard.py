"""What guards each line of the contract: `contract.toml`, read.

A check is `invariant:<name>`, or `scenario:<file>::<function>`, of which the file's name counts.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from harness.errors import UsageError

CONTRACT = "contract.toml"
# As it was installed, else as it stands in a checkout.
PLACES = (Path(__file__).parents[1] / CONTRACT, Path(__file__).parents[2] / CONTRACT)


@dataclass(frozen=True, slots=True)
class Guard:
    """One line with its checks; `scenarios` are `test_file.py::test_function`."""

    line: str
    invariants: frozenset[str] = frozenset()
    scenarios: frozenset[str] = frozenset()

    def checks(self) -> tuple[str, ...]:
        """Each check as the plugin's `--layerproof-halt` takes it."""
        return tuple(
            sorted(
                [f"invariant:{it}" for it in self.invariants]
                + [f"scenario:{it}" for it in self.scenarios]
            )
        )


def read_guards(path: Path | None = None) -> Mapping[str, Guard]:
    """Each line's guard, by the line's id; raises UsageError where the file is not to be read."""
    path = path or next((it for it in PLACES if it.is_file()), PLACES[-1])
    try:
        lines = tomllib.loads(path.read_text(encoding="utf-8"))["line"]
        return {it["id"]: _guard(it["id"], it["checks"]) for it in lines}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"What guards the contract's lines is not to be read from {path}: {error}. "
            "Measure in a checkout of the project."
        ) from error


def _guard(line: str, checks: list[str]) -> Guard:
    parted = [it.partition(":") for it in checks]
    return Guard(
        line,
        frozenset(name for kind, _, name in parted if kind == "invariant"),
        frozenset(name.rpartition("/")[2] for kind, _, name in parted if kind == "scenario"),
    )
