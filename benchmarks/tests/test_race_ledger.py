"""What was measured is read back as it was written, and of two the later counts."""

from pathlib import Path

from benchmarks.race_ledger import Ledger, Measured

FOUND = Measured("no-fallback", ("storage.visible",), "search", runs=3, limit=500, order="s1.a.b")
GATES = FOUND.gates


def test_what_was_written_is_known(tmp_path: Path) -> None:
    Ledger(tmp_path / "power.jsonl").add(FOUND)

    assert Ledger(tmp_path / "power.jsonl").find("no-fallback", GATES, "search") == FOUND


def test_the_same_defect_at_other_gates_is_another_thing(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "power.jsonl")
    ledger.add(FOUND)

    assert ledger.find("no-fallback", (), "search") is None


def test_of_two_the_later_counts(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "power.jsonl")
    for runs in (0, 7):
        ledger.add(Measured("x", (), "pct", runs=runs, limit=60, seed=2))

    assert [it.told for it in Ledger(tmp_path / "power.jsonl").all("x", (), "pct")] == ["7"]


def test_nothing_is_kept_without_a_file() -> None:
    ledger = Ledger(None)
    ledger.add(FOUND)

    assert ledger.find("no-fallback", GATES, "search") == FOUND
    assert Ledger(None).find("no-fallback", GATES, "search") is None
