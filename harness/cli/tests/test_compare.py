import json
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from harness.cli.app import main
from harness.cli.compare import as_run, sides_of
from harness.compare.change import Change, Difference
from harness.compare.sides import Row
from harness.errors import BadRun, UsageError
from harness.measure.book import Book, Key
from harness.measure.health import Health
from harness.measure.result import NAME, Facts, Verdict, document, text
from harness.measure.timeline import Timeline
from harness.model.word import Status

BEGAN = datetime(2026, 3, 1, tzinfo=UTC)
FACTS = Facts("http://127.0.0.1:1", "mock", "mixed", 0.2, {}, "2026-03-01T12:00:00", 60.0, 9, 0)


def saved(into: Path, seed: int, *, more_ms: float = 0.0, fails: int = 0, loads: int = 500) -> Path:
    """A load run whose server layer took so much longer, and whose first loads failed."""
    book, chance = Book(), random.Random(seed)
    for number in range(loads):
        us = round(1_000 * (chance.lognormvariate(4, 0.4) + more_ms))
        why = "status 503" if number < fails else ""
        book.load(Key("server", "mixed", "error:server" if why else "ready"), us, us, why)
    verdict = Verdict(Status.PASS, "")
    tree = document(FACTS, book, Timeline(), held=(), health=Health(), verdict=verdict)
    into.mkdir()
    (into / NAME).write_text(text(tree), "utf-8")
    return into


def row(change: Change) -> Row:
    low, high = {
        Change.WORSE: (11, 20),
        Change.BETTER: (-20, -11),
        Change.SAME: (-1, 1),
        Change.NOT_SHOWN: (-50, 50),
    }[change]
    return Row("server", "p50", 1, 1, (9, 9), Difference(0, low, high, 10, more_is_bad=True))


def test_fifty_milliseconds_more_end_with_1_and_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = saved(tmp_path / "a", 1), saved(tmp_path / "b", 2, more_ms=50)
    file = tmp_path / "result.json"

    code = main(["compare", str(before), str(after), "--json", str(file)])

    heard, told = capsys.readouterr(), json.loads(file.read_text("utf-8"))
    said = heard.out
    assert "500 loads a side show a median that is" in heard.err
    assert "50 ms would need" in heard.err
    assert (code, told["exit_code"], told["verdict"]) == (1, 1, "fail")
    assert "✗ worse" in said
    found = {it["figure"]: it["change"] for it in told["comparison"]["rows"]}
    assert found["p50"] == "worse"
    assert found["success"] != "worse"


def test_a_run_beside_itself_is_the_same(tmp_path: Path) -> None:
    run = str(saved(tmp_path / "a", 1))

    assert main(["compare", run, run]) == 0


def test_a_margin_is_what_the_person_says(tmp_path: Path) -> None:
    runs = [str(saved(tmp_path / "a", 1)), str(saved(tmp_path / "b", 2, more_ms=50))]

    assert main(["compare", *runs, "--margin-ms", "500"]) == 0


def test_loads_that_fail_are_a_smaller_share(tmp_path: Path) -> None:
    sides = sides_of(saved(tmp_path / "a", 1, fails=50))

    assert {name: (it.ready, it.count, len(it.times_ms)) for name, it in sides.items()} == {
        "layer server": (450, 500, 450)
    }


@pytest.mark.parametrize(
    ("changes", "code", "status"),
    [
        ([Change.NOT_SHOWN, Change.NOT_SHOWN], 3, Status.UNKNOWN),
        ([Change.NOT_SHOWN, Change.SAME], 0, Status.PASS),
        ([Change.BETTER, Change.NOT_SHOWN], 0, Status.PASS),
        ([Change.BETTER, Change.WORSE], 1, Status.FAIL),
    ],
)
def test_the_verdict_is_the_worst_that_is_shown(
    changes: list[Change], code: int, status: Status
) -> None:
    run = as_run([row(it) for it in changes], "layerproof compare a b", BEGAN)

    assert (run.exit_code, run.verdict) == (code, status)


def test_a_run_that_is_not_there_is_a_mistake_of_the_person(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no run at"):
        sides_of(tmp_path / "nowhere")
    assert main(["compare", str(tmp_path / "a"), str(tmp_path / "b")]) == 2


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises((BadRun, UsageError)):
        sides_of(tmp_path)
