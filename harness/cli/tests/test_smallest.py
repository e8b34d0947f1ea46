"""An app that knows nobody, as a person meets it: its smallest profile, and a drafted one."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from harness.cli.init import EMAIL
from harness.cli.tests.orchard import orchard
from harness.profile.load import UNFINISHED, load_profile

SMALLEST = Path(__file__).parents[3] / "docs" / "smallest.toml"
COMMAND = [sys.executable, "-c", "import sys; from harness.cli.app import main; sys.exit(main())"]
LIMIT_S = 400


def layerproof(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, for nobody who has an account."""
    environ = {key: it for key, it in os.environ.items() if key != EMAIL}
    return subprocess.run(
        [*COMMAND, *arguments],
        env=environ,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )


def test_the_smallest_profile_is_sound_and_says_no_more_than_it_must() -> None:
    profile = load_profile(SMALLEST)

    assert profile.guests == ("owner",)
    assert {"sign_in", "paths.dashboards", "buttons.dashboard"} <= set(profile.unnamed)


@pytest.mark.browser
def test_the_smallest_profile_proves_both_layers_of_a_tiny_app(tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    with orchard() as url:
        ended = layerproof(
            *("verify", "--url", url, "--profile", str(SMALLEST), "-n", "1"),
            *("--only", "what_a_starter", "--only", "every_starter_starts"),
            *("--out", str(tmp_path / "out"), "--json", str(file)),
        )

    result = json.loads(file.read_text("utf-8"))
    assert (result["verdict"], ended.returncode) == ("pass", 0), ended.stdout
    assert {it["layer"]: it["state"] for it in result["matrix"]} == {
        "storage": "works",
        "server": "works",
    }


@pytest.mark.browser
def test_the_doctor_asks_for_no_sign_in_of_an_app_without() -> None:
    with orchard() as url:
        ended = layerproof("doctor", "--url", url, "--profile", str(SMALLEST))

    assert ended.returncode == 0, ended.stdout
    assert "1 starter, 1 visitor" in ended.stdout
    assert "signed-out" not in ended.stdout


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("flags", [(), ("--no-sign-in",)])
def test_a_draft_of_an_app_that_knows_nobody_needs_no_account(
    tmp_path: Path, flags: tuple[str, ...]
) -> None:
    out = tmp_path / "mine.toml"
    with orchard() as url:
        ended = layerproof("init", url, "--out", str(out), *flags)

    assert ended.returncode in (0, 3), ended.stderr
    drafted = tomllib.loads(out.read_text("utf-8"))
    assert drafted["sign_in"] == {"nobody": {"by": "none"}}
    assert drafted["visitors"] == {"owner": {"sign_in": "nobody"}}
    assert set(drafted["paths"]) == {"runner", "home"}
    assert drafted["storage"]["entry"] == "orchard.trip.{id}"
    assert drafted["api"]["session"] == "GET /v2/trips/{id}"
    assert drafted["starters"]["planner"]["opens"] == "new-tab"


@pytest.mark.browser
def test_what_was_not_found_is_left_open_in_a_draft(tmp_path: Path) -> None:
    out = tmp_path / "mine.toml"
    with orchard() as url:
        ended = layerproof("init", f"{url}/packing", "--no-sign-in", "--out", str(out))

    assert ended.returncode == 3, ended.stderr
    assert "left to fill in: paths.runner, starters.first.path" in ended.stderr
    drafted = tomllib.loads(out.read_text("utf-8"))
    assert drafted["paths"]["runner"] == UNFINISHED
    assert drafted["sign_in"] == {"nobody": {"by": "none"}}
