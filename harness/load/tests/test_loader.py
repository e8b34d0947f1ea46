import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from harness.load.entry import key_of
from harness.load.loader import load
from harness.load.tests.world import RULES, Storage, entry, world
from harness.load.world import World
from harness.machine.runtimes import find_node
from harness.model.word import Layer

HERE = Path(__file__).parent
TABLE = json.loads((HERE.parent / "cases.json").read_text(encoding="utf-8"))
CASES = TABLE["cases"]
PAGE = HERE.parents[2] / "mock_backend" / "pages"
OLDEST_NODE = 20
LIMIT_S = 180


def node() -> str:
    """The path of a Node with a test runner; skips where there is none, and fails on CI."""
    found = find_node(os.environ)
    if found and int(found.version.lstrip("v").split(".")[0]) >= OLDEST_NODE:
        return str(found.path)
    reason = f"the page's loader needs Node {OLDEST_NODE} or later, found {found or 'none'}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def left(raw: str | None, case: Mapping[str, Any]) -> str:
    if raw is None:
        return "none"
    kept = "entry" in case and raw == entry(case["entry"], TABLE["payload"])
    return "as it was" if kept else "stored"


def stored(here: World, case: Mapping[str, Any]) -> str | None:
    assert isinstance(here.storage, Storage)
    return here.storage.data.get(key_of(case.get("id", "abc"), RULES))


def observed(case: Mapping[str, Any]) -> dict[str, Any]:
    here, server = world(case, TABLE["payload"])
    began = here.clock.now_ms()

    ending = load(case.get("id", "abc"), here, deadline_ms=began + case.get("limit_ms", 15_000))

    raw = stored(here, case)
    entry_is = left(raw, case)
    if entry_is == "stored":
        assert json.loads(raw or "")["payload"] == ending.payload
    return {
        "outcome": ending.outcome,
        "layer": ending.layer,
        "kind": ending.kind,
        "attempts": ending.attempts,
        "reasons": {part: why for part, why in ending.reasons.items() if part != "keep"},
        "took_ms": round(here.clock.now_ms() - began),
        "asked": server.asked,
        "paths": sorted(server.paths),
        "entry": entry_is,
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["case"]))
def test_the_loader_keeps_the_table(case: Mapping[str, Any]) -> None:
    assert observed(case) == case["ends"]


def test_the_page_keeps_the_same_table() -> None:
    done = subprocess.run(
        [node(), "--test", "--test-reporter=spec", str(HERE / "loader.test.mjs")],
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        env={**os.environ, "LAYERPROOF_PAGE": str(PAGE)},
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"tests {len(CASES)}" in done.stdout


def test_no_case_stands_twice() -> None:
    names = [case["case"] for case in CASES]

    assert len(names) == len(set(names))


def test_each_layer_says_how_long_it_took() -> None:
    case = next(it for it in CASES if it["case"] == "an answer just in time counts")
    here, _ = world(case, TABLE["payload"])

    ending = load("abc", here, deadline_ms=here.clock.now_ms() + 15_000)

    assert ending.spent_ms == {Layer.STORAGE: 0, Layer.SERVER: 3_400}


def test_a_full_storage_is_told() -> None:
    case = next(it for it in CASES if it.get("storage") == "full")
    here, _ = world(case, TABLE["payload"])

    ending = load("abc", here, deadline_ms=here.clock.now_ms() + 15_000)

    assert ending.reasons["keep"] == "full"
