"""A fiftieth is shown only where as many runs were played, or it was found as late."""

import pytest

from benchmarks.race_case import Case
from benchmarks.race_ledger import Ledger, Measured
from benchmarks.race_table import is_shown, table

CASE = Case("no-fallback", ("storage.visible",))


def measured(part: str, runs: int, limit: int, seed: int = 0) -> Measured:
    return Measured(CASE.defect, CASE.also, part, runs=runs, limit=limit, seed=seed)


@pytest.mark.parametrize(
    ("runs", "limit", "shown"),
    [(0, 150, True), (0, 149, None), (150, 400, True), (149, 400, False), (1, 150, False)],
)
def test_a_fiftieth(runs: int, limit: int, shown: bool | None) -> None:
    assert is_shown(measured("search", 3, 500), [measured("stress", runs, limit)]) is shown


def test_nothing_is_shown_where_the_search_found_nothing() -> None:
    assert is_shown(measured("search", 0, 500), [measured("stress", 0, 999)]) is None
    assert is_shown(measured("search", 3, 500), []) is None


def test_the_worst_walk_and_the_luckiest_repetition_are_told() -> None:
    ledger = Ledger(None)
    for it in (
        measured("search", 2, 500),
        *(measured("pct", runs, 100, seed) for seed, runs in enumerate((3, 9, 1))),
        *(measured("stress", runs, 100, seed) for seed, runs in enumerate((0, 70))),
        measured("plain", 0, 100),
        measured("replay", 99, 100),
    ):
        ledger.add(it)

    assert list(table([CASE], ledger))[2] == (
        "| no-fallback | 2 | 9 (3 seeds) | 70 (2 seeds) | > 100 | no | 99 of 100 | - |"
    )


def test_what_was_not_measured_is_not_told() -> None:
    assert list(table([CASE], Ledger(None)))[2] == (
        "| no-fallback | - | - | - | - | not shown | - | - |"
    )
