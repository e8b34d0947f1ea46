from dataclasses import replace

import pytest

from harness.model.look import Symptom
from harness.model.run import BROKE, Check, Finding
from harness.model.word import Status
from harness.power.guard import Guard
from harness.power.kill import decide, function_of
from harness.power.row import Caught, Fate

GUARD = Guard("a.b", frozenset({"is-so"}), frozenset({"test_x.py::test_named"}))


def finding(invariant: str, line: str, status: Status = Status.FAIL) -> Finding:
    return Finding(invariant, line, "because", "", "", (), "", (), "", status)


def check(name: str, status: Status, reason: str = "") -> Check:
    return Check(f"test_x.py::{name}[value]", name, "test_x.py", status, reason)


FAILED = check("test_named", Status.FAIL, "assert 200 == 403")
PASSED = check("test_named", Status.PASS)
BROKEN = check("test_named", Status.FAIL, f"{BROKE} is-else (c.d): because")


def test_an_invariant_that_the_line_lists_kills() -> None:
    caught = decide(GUARD, [finding("is-so", "c.d")], [])

    assert caught == Caught(Fate.KILLED, ("invariant:is-so",))


def test_an_invariant_of_the_line_itself_kills() -> None:
    assert decide(GUARD, [finding("another", "a.b")], []).fate is Fate.KILLED


def test_a_symptom_speaks_of_its_line_too() -> None:
    cause = replace(finding("is-else", "c.d"), symptoms=(Symptom("is-so", "a.b", "because"),))

    assert decide(GUARD, [cause], []) == Caught(Fate.KILLED, ("invariant:is-so",))


def test_a_scenario_that_the_line_lists_kills_by_its_own_assert() -> None:
    caught = decide(GUARD, [], [FAILED])

    assert caught == Caught(Fate.KILLED, ("scenario:test_x.py::test_named",))


def test_a_scenario_in_which_another_lines_invariant_broke_is_elsewhere() -> None:
    caught = decide(GUARD, [finding("is-else", "c.d")], [BROKEN])

    assert caught == Caught(Fate.ELSEWHERE, ("invariant:is-else (c.d)",))


def test_another_scenario_is_elsewhere() -> None:
    other = check("test_other", Status.FAIL, "assert 1 == 2")

    assert decide(GUARD, [], [other, PASSED]).fate is Fate.ELSEWHERE


def test_what_could_not_be_found_out_is_no_kill() -> None:
    doubt = finding("is-so", "a.b", Status.UNKNOWN)

    caught = decide(GUARD, [doubt], [PASSED])

    assert (caught.fate, caught.by) == (Fate.UNKNOWN, ())
    assert "because" in caught.reason


@pytest.mark.parametrize(
    ("checks", "fate", "reason"),
    [
        ([], Fate.UNKNOWN, "no scenario was played"),
        ([PASSED, check("test_b", Status.UNKNOWN, "KeyError: x")], Fate.UNKNOWN, "KeyError: x"),
        ([check("test_b", Status.SKIP, "needs seed")], Fate.SURVIVED, "needs seed"),
        ([PASSED, check("test_b", Status.SKIP)], Fate.SURVIVED, "1 skip, 1 pass"),
    ],
)
def test_without_a_failure_the_rest_decides(checks: list[Check], fate: Fate, reason: str) -> None:
    caught = decide(GUARD, [], checks)

    assert caught.fate is fate
    assert reason in caught.reason


def test_a_check_is_known_by_its_function() -> None:
    assert function_of(FAILED) == "test_x.py::test_named"


def test_only_an_assert_of_its_own_is_a_scenarios_failure() -> None:
    assert FAILED.failed_by_itself
    assert not BROKEN.failed_by_itself
    assert not PASSED.failed_by_itself
