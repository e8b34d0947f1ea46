"""A script that forces an order, made from what was written down of a race."""

from dataclasses import replace

import pytest

from harness.model.race import MissingWait, Raced, RaceOutcome
from harness.model.word import Status
from harness.repro.order import Held, compose_order, held_at
from harness.repro.part import NoScript, Script
from harness.repro.render import text_of
from harness.repro.tests.made import PROFILE

LATE, HASTY = "tab-1:start.request", "tab-2:session.request"
START = "server POST /api/interview/session"


def raced(outcome: str = "error not-found; breaks x", *, late: str = LATE) -> Raced:
    row = RaceOutcome(outcome, Status.FAIL, 1, "s1.0a1b2c3d.2abcd", 2, 1)
    return Raced(
        starter="org",
        gates=("start.*", "session.*", "timer"),
        digest="0a1b2c3d",
        way="search",
        seed=1,
        said="",
        status=Status.FAIL,
        exhaustive=True,
        explored=2,
        outcomes=(row,),
        failing=(row.example,),
        calmest=row.example,
        missing=MissingWait(late, HASTY, ("database interviews",), 1.0),
        steps=("tab-1:timer", HASTY, LATE),
    )


def script_of(it: Raced) -> Script:
    found = compose_order(it, PROFILE, name="order")
    assert isinstance(found, Script)
    return found


@pytest.mark.parametrize(
    ("gate", "held"),
    [
        (LATE, Held("start", "request")),
        ("tab-1:create.answer", Held("create", "answer")),
        ("tab-2:document.request", Held("document", "request")),
        (f"{START}:db.replace", Held("start", "request")),
        ("tab-1:starter.before-write", Held("", gate="starter.before-write")),
        ("tab-1:timer", Held("timer", gate="tab-1")),
        ("tab-1:starter.before-write#2", None),
        ("server on its own:db.replace", None),
    ],
)
def test_what_came_too_late_is_held_back_where_a_script_can(gate: str, held: Held | None) -> None:
    assert held_at(gate, PROFILE) == held


@pytest.mark.parametrize(
    "late",
    [
        *(LATE, "tab-1:start.answer", "tab-2:document.request"),
        *("tab-1:starter.before-write", "tab-1:timer", "tab-2:timer"),
    ],
)
@pytest.mark.parametrize("outcome", ["error not-found; breaks x", "ready by server; breaks x"])
def test_a_script_is_python_and_says_which_wait_is_missing(late: str, outcome: str) -> None:
    text = text_of(script_of(raced(outcome, late=late)))

    compile(text, "order.py", "exec")
    assert f"nothing makes {HASTY} wait until {late} is done" in " ".join(text.split())
    assert "s1.0a1b2c3d.2abcd" in text


def test_without_a_missing_wait_the_step_that_was_left_waiting_is_held() -> None:
    steps = ("tab-1:create.request", "tab-2:session.request", "tab-1:create.answer")

    script = script_of(replace(raced(), missing=None, steps=steps))

    assert script.parts[0].name.startswith("hold create's answer back")


def test_being_served_tells_nothing_where_a_passing_order_is_served_too() -> None:
    it = raced("ready by server; breaks x")
    passing = replace(it.outcomes[0], outcome="ready by server", status=Status.PASS)

    found = compose_order(replace(it, outcomes=(*it.outcomes, passing)), PROFILE, name="order")

    assert isinstance(found, NoScript)


@pytest.mark.parametrize(
    ("it", "why"),
    [
        (replace(raced(), missing=None, steps=(LATE,)), "No single step"),
        (raced(late="server on its own:db.replace"), "cannot hold server on its own"),
        (raced("ready by storage; breaks telemetry-once"), "can see from outside"),
        (replace(raced(), starter="none"), "names no starter"),
    ],
)
def test_where_there_is_none_it_is_said_why(it: Raced, why: str) -> None:
    found = compose_order(it, PROFILE, name="order")

    assert isinstance(found, NoScript)
    assert why in found.why
