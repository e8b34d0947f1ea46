"""`verify` as a person runs it on what cannot be proved: one reason, exit 3, and no long wait."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from harness.stage.tests.rehearsal import BY_FORM, Rehearsal, profile_text, rehearsal

pytestmark = pytest.mark.browser

COMMAND = [sys.executable, "-c", "import sys; from harness.cli.app import main; sys.exit(main())"]
LIMIT_S = 400.0


@dataclass(frozen=True, slots=True)
class Ended:
    """How `verify` ended: its exit code, what it said, its result, and how long it took."""

    code: int
    said: str
    result: dict[str, Any]
    took_s: float

    @property
    def unknown(self) -> list[str]:
        """The reasons of the checks that could not be decided."""
        return [it["reason"] for it in self.result.get("checks", []) if it["status"] == "unknown"]

    @property
    def failed(self) -> list[str]:
        """The names of the checks that failed."""
        return [it["id"] for it in self.result.get("checks", []) if it["status"] == "fail"]


def verify(folder: Path, url: str, profile: str, *more: str) -> Ended:
    """Proves the app at the URL with a profile's text, or a built-in one's name."""
    path = folder / "profile.toml"
    path.write_text(profile, encoding="utf-8")
    named = str(path) if "\n" in profile else profile
    out = ["--out", str(folder / "out"), "--json", str(folder / "result.json")]
    began = time.monotonic()
    ended = subprocess.run(
        [*COMMAND, "verify", "--url", url, "--profile", named, *out, *more],
        cwd=folder,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=LIMIT_S,
        check=False,
    )
    result = json.loads((folder / "result.json").read_text("utf-8"))
    return Ended(ended.returncode, ended.stdout, result, time.monotonic() - began)


@pytest.fixture
def theatre() -> Iterator[Rehearsal]:
    with rehearsal() as it:
        yield it


def test_another_thing_behind_the_address_is_not_the_app(
    theatre: Rehearsal, tmp_path: Path
) -> None:
    theatre.dead = frozenset({"/live", "/v2/live/s-0"})

    ended = verify(tmp_path, theatre.origin, profile_text())

    assert ended.code == 3, ended.said
    assert "is not the app of profile 'rehearsal'" in ended.said
    assert not list(tmp_path.glob("out/2*"))


def test_a_profile_of_another_app_gives_one_reason(theatre: Rehearsal, tmp_path: Path) -> None:
    ended = verify(tmp_path, theatre.origin, "demo")

    assert ended.code == 3, ended.said
    assert "is not the app of profile 'demo'" in ended.said


def test_a_sign_in_that_is_refused_is_asked_once(theatre: Rehearsal, tmp_path: Path) -> None:
    wrong = profile_text(BY_FORM.replace("{password}", "wrong"))

    ended = verify(tmp_path, theatre.origin, wrong)

    assert ended.code == 3, ended.said
    [why] = ended.unknown
    assert "'owner' could not sign in at" in why
    assert ended.failed == []
    assert theatre.asked.count("POST /v2/enter") == 1


@pytest.mark.slow
def test_starters_that_do_nothing_are_each_tried_once(theatre: Rehearsal, tmp_path: Path) -> None:
    text = profile_text(starters=("here", "later"))
    for words in ("Here", "Opened later"):
        text = text.replace(f'role = "button", name = "{words}"', 'css = "h1"')

    ended = verify(tmp_path, theatre.origin, text)

    assert ended.code == 3, ended.said
    assert ended.failed == []
    [why] = ended.unknown
    assert "Starter 'here' does nothing" in why
    assert "Starter 'later' does nothing" in why
    # Once after signing in, and once for each starter.
    assert theatre.asked.count("GET /lobby") == 3


def test_an_app_that_goes_down_on_the_way_is_told_once(tmp_path: Path) -> None:
    with rehearsal() as theatre:
        theatre.last = "GET /live"

        ended = verify(tmp_path, theatre.origin, profile_text(), "--only", "test_fast_path")

    assert ended.code == 3, ended.said
    assert ended.failed == []
    assert len(ended.unknown) == 1, ended.unknown
    assert "went away in the middle of the run" in ended.said
