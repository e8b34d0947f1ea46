from pathlib import Path

import pytest

from harness.power.choice import Known, choose, known, read_scenarios
from harness.power.guard import Guard

GUARD = Guard("a.b", frozenset({"is-so"}), frozenset({"test_x.py::test_named"}))
TOYS = (
    Known("test_x.py::test_other"),
    Known("test_x.py::test_slow", frozenset({"is-so"}), is_slow=True),
    Known("test_x.py::test_promised", frozenset({"is-so", "is-not"})),
    Known("test_x.py::test_named"),
)
SCENARIOS = Path(__file__).parents[3] / "scenarios"


def test_only_what_can_tell_is_played_the_most_telling_first() -> None:
    assert choose(GUARD, TOYS) == (
        "test_x.py::test_named",
        "test_x.py::test_promised",
        "test_x.py::test_slow",
    )


def test_in_full_everything_is_played() -> None:
    assert choose(GUARD, TOYS, full=True)[-1] == "test_x.py::test_other"
    assert len(choose(GUARD, TOYS, full=True)) == len(TOYS)


def test_what_nothing_guards_nothing_can_tell() -> None:
    assert choose(Guard("c"), TOYS) == ()


def test_a_scenario_says_what_it_promises_by_its_marks() -> None:
    marks = [
        pytest.mark.layerproof_promises("a", "b").mark,
        pytest.mark.layerproof_proves("storage", None, ("c",)).mark,
        pytest.mark.layerproof_real_time.mark,
    ]

    assert known("x", marks) == Known("x", frozenset("abc"), is_slow=True)


def test_the_scenarios_of_the_house_are_found() -> None:
    found = {it.name: it for it in read_scenarios(SCENARIOS)}

    told = found["test_fast_path.py::test_a_stored_session_needs_no_server"]
    assert {"valid-entry-is-used", "load-ends"} <= told.promises
    assert found["test_retry.py::test_the_waits_between_attempts_grow"].is_slow
