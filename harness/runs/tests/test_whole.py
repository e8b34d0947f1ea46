from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from harness.errors import BadRun
from harness.model.journey import Journey
from harness.model.rules import Rules
from harness.model.run import Run, Stage
from harness.model.session import Visitor
from harness.model.word import Status
from harness.runs.whole import in_doubt, losses, remaining, sizes

HEAD = Run("r", "layerproof verify", "", Stage.JUDGED, {}, "mock", Rules(), {}, {}, loads=12)
NAME = "journeys-main.jsonl"


def test_what_is_all_there_has_no_losses(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"{}\n")
    (tmp_path / "run.json").write_bytes(b"{")

    assert sizes(tmp_path) == {NAME: 3}
    assert list(losses(tmp_path, {NAME: 3})) == []


def test_a_file_that_has_grown_since_has_lost_nothing(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"{}\n{}\n")

    assert list(losses(tmp_path, {NAME: 3})) == []


@pytest.mark.parametrize(
    ("left", "kept", "said"),
    [
        (b"{}\n", {NAME: 6}, f"{NAME} is cut short: 3 of 6 bytes are there."),
        (b"{}\n{", {}, f"{NAME} is cut short: its last line (1 bytes) is left out."),
        (b"", {NAME: 0, "checks-main.jsonl": 9}, "checks-main.jsonl is missing."),
    ],
)
def test_what_is_gone_is_named(
    tmp_path: Path, left: bytes, kept: dict[str, int], said: str
) -> None:
    (tmp_path / NAME).write_bytes(left)

    assert list(losses(tmp_path, kept)) == [said]


def test_loads_are_counted_up_to_the_damage() -> None:
    def journeys() -> Iterator[Journey]:
        yield Journey("j", "s", "", Visitor("owner"), (), (), ())
        raise BadRun("line 2 is damaged")

    assert remaining(journeys()) == 0


@pytest.mark.parametrize("verdict", [Status.PASS, Status.SKIP])
def test_a_pass_that_cannot_be_shown_is_unknown(verdict: Status) -> None:
    run = in_doubt(replace(HEAD, verdict=verdict, verdict_reason="All is well.", exit_code=0), 5)

    assert (run.verdict, run.exit_code) == (Status.UNKNOWN, 3)
    assert run.verdict_reason == (
        "The recording is not whole: 5 of 12 loads remain. "
        f"Judged whole, it was {verdict.upper()}: All is well."
    )
    assert in_doubt(run, 5) == run


def test_what_was_found_before_stays_found() -> None:
    run = replace(HEAD, verdict=Status.FAIL, verdict_reason="It is dead.", exit_code=1)

    assert in_doubt(run, 5) == run
