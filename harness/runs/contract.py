"""Which lines of the contract each scenario guards, read from `contract.toml`."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

PLACES = (Path(__file__).parents[1] / "contract.toml", Path(__file__).parents[2] / "contract.toml")
KIND = "scenario:"


@cache
def scenario_lines() -> Mapping[str, Sequence[str]]:
    """The lines by `test_file.py::test_function`; none where the contract was not installed."""
    place = next((it for it in PLACES if it.is_file()), None)
    if place is None:
        return {}
    found: dict[str, list[str]] = defaultdict(list)
    for line in tomllib.loads(place.read_text(encoding="utf-8"))["line"]:
        for check in line["checks"]:
            if check.startswith(KIND):
                found[check.rpartition("/")[2]].append(line["id"])
    return dict(found)
