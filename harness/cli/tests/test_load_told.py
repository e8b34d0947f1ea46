import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from harness.cli import load_told
from harness.measure.book import Book, Key
from harness.measure.health import Health
from harness.measure.result import Facts, Tree, Verdict, document
from harness.measure.threshold import hold, parse_thresholds
from harness.measure.timeline import Timeline
from harness.model.word import Status

STANDING: dict[str, Any] = {
    "state": "running",
    "at_s": 12.4,
    "lasts_s": 60,
    "users": 20,
    "ready_users": 20,
    "rate_per_s": 50,
    "done_per_s": 49.7,
    "waiting": 3,
    "layers": {
        "storage": {"count": 400, "failed": 0, "p95_ms": 12.3},
        "server": {"count": 90, "failed": 2, "p95_ms": None},
    },
}


def tree() -> Tree:
    book = Book()
    for _ in range(200):
        book.load(Key("server", "fallback"), 20_000, 10_000)
    book.load(Key("server", "fallback", "error:network"), 90_000, 90_000, "error:network")
    book.ledger.offered, book.ledger.done, book.ledger.not_begun = 203, 200, 2
    book.ledger.failed = 1
    held = [
        hold(it, book)
        for it in parse_thresholds("load_duration: p(95)<10, p(99.9)<10", {"fallback": ("server",)})
    ]
    facts = Facts(
        url="http://127.0.0.1:1",
        profile="mock",
        journey="fallback",
        empty_storage=0.0,
        plan={},
        began_at="",
        lasted_s=10.0,
        users=5,
        workers=1,
        ended="interrupted",
        lost_workers=("w1",),
    )
    return document(
        facts,
        book,
        Timeline(),
        held=held,
        health=Health(notes=("All 5 users were busy.",)),
        verdict=Verdict(Status.FAIL, "1 of 2 thresholds are breached."),
    )


def test_how_a_run_stands_is_one_line() -> None:
    line = load_told.line(STANDING)

    assert line.startswith("running, 12 of 60 s  ·  50/s offered, 50/s done")
    assert "storage 400 p95 12 ms" in line
    assert "server 90 2 failed" in line
    assert line.endswith("3 wait")


def test_before_the_beginning_it_says_what_it_waits_for() -> None:
    line = load_told.line({**STANDING, "state": "signing in", "ready_users": 7})

    assert line == "7 of 20 users have signed in"


def test_the_answer_has_everything_a_person_asks_for(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    load_told.answer(tree(), tmp_path, where="the mock")

    said = capsys.readouterr().out
    for words in (
        "✗ FAIL  fallback on the mock",
        "20.3/s offered",
        "203 visitors, 200 had their session",
        "2 not begun",
        "server: error:network (1)",
        "ended before its time: interrupted",
        "in the middle: w1",
        "✗ load_duration: p(95)<10",
        "? load_duration: p(99.9)<10",
        "needs 5000",
        "All 5 users were busy.",
        "load.html",
    ):
        assert words in said


def test_too_few_samples_are_a_dash() -> None:
    console = Console(width=120)
    with console.capture() as captured:
        console.print(load_told.layers(tree()["layers"]))

    row = captured.get().splitlines()[1].split()
    assert row[:3] == ["server", "201", "99.50%"]
    assert "–" in row


def test_without_a_terminal_nothing_follows_the_run(tmp_path: Path) -> None:
    (tmp_path / "progress.json").write_text(json.dumps(STANDING), encoding="utf-8")

    with load_told.showing(tmp_path / "progress.json") as look:
        look()
