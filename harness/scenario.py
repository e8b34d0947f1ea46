"""What scenarios import: the documented names, stable within a major version.

from harness.scenario import READY, STORAGE, Stage, proves

@proves(STORAGE, "storage-hit-means-no-request")
def test_a_stored_session_needs_no_server(stage: Stage) -> None:
    session = stage.session(in_storage=True)
    trace = stage.tab().open(session)
    assert trace.ended is READY, trace.story()
    assert trace.answered_by is STORAGE
"""

from collections.abc import Callable
from typing import TypeVar

import pytest

from harness.model.event import Json
from harness.model.journey import Journey
from harness.model.request import Request
from harness.model.session import Session, Visitor
from harness.model.trace import Trace
from harness.model.word import Capability, ErrorKind, Layer, Outcome, Role, Screen, Topology
from harness.stage.backend import DatabaseFault
from harness.stage.observed import (
    answered_in,
    call_in,
    counterpart,
    part_of,
    said_again,
    said_in,
    texts_in,
    with_counterparts,
    with_text,
)
from harness.stage.stage import Stage
from harness.stage.starter import Starter
from harness.stage.tab import Tab

READY = Outcome.READY
ERROR = Outcome.ERROR
STUCK = Outcome.STUCK
ABANDONED = Outcome.ABANDONED
STORAGE = Layer.STORAGE
SERVER = Layer.SERVER

__all__ = [
    "ABANDONED",
    "ERROR",
    "READY",
    "SERVER",
    "STORAGE",
    "STUCK",
    "Capability",
    "DatabaseFault",
    "ErrorKind",
    "Journey",
    "Json",
    "Request",
    "Role",
    "Screen",
    "Session",
    "Stage",
    "Starter",
    "Tab",
    "Topology",
    "Trace",
    "Visitor",
    "answered_in",
    "call_in",
    "counterpart",
    "each",
    "every_order",
    "gated",
    "needs",
    "needs_keys",
    "part_of",
    "promises",
    "proves",
    "real_time",
    "said_again",
    "said_in",
    "texts_in",
    "under",
    "with_counterparts",
    "with_text",
]

Scenario = TypeVar("Scenario", bound=Callable[..., None])


def under(*conditions: str) -> Callable[[Scenario], Scenario]:
    """Plays the scenario once under each of the conditions; `a+b` composes two in one.

    `--under` on the command line takes the place of these names.
    """
    return pytest.mark.layerproof_under(*conditions)


def proves(
    layer: Layer, *promised: str, suppressed: Layer | None = None
) -> Callable[[Scenario], Scenario]:
    """The scenario proves that layer (for the starter that it is given), and makes the promised
    invariants look.

    `suppressed` is the other layer, where the scenario takes it away.
    """
    return pytest.mark.layerproof_proves(layer, suppressed, promised)


def promises(*invariants: str, opens: str = "") -> Callable[[Scenario], Scenario]:
    """The scenario gives each of these invariants something to look at; else the run is UNKNOWN.

    Where `opens` is said, it does so for starters alone whose profile says the same of them.
    """
    return pytest.mark.layerproof_promises(*invariants, opens=opens)


def needs(*capabilities: Capability) -> Callable[[Scenario], Scenario]:
    """The scenario is skipped, with its reason, where the target lacks one of these."""
    return pytest.mark.layerproof_needs(*capabilities)


def needs_keys(*keys: str) -> Callable[[Scenario], Scenario]:
    """The scenario is skipped, with its reason, where the profile leaves one of these keys out
    (`harness.model.naming`), such as `api.telemetry`.
    """
    return pytest.mark.layerproof_needs_keys(*keys)


def each(argument: str, *values: str) -> Callable[[Scenario], Scenario]:
    """Plays the scenario once for each of the values of its argument."""
    return pytest.mark.parametrize(argument, values)


def gated(*gates: str) -> Callable[[Scenario], Scenario]:
    """Pages park at these gates until the scenario opens them."""
    return pytest.mark.layerproof_gated(*gates)


def every_order(*gates: str, at_most: int = 100) -> Callable[[Scenario], Scenario]:
    """Plays the scenario in every order of the gates that may matter, at most so many, and fails
    where one of them does.

    Gates are named as for `layerproof race --gates` (`start.answer`, `session.*`, `timer`); where
    none is, all of its own are held. What was left out at the bound is told. The scenario is played
    anew for each order, so what it needs it makes through its `stage`.
    """
    return pytest.mark.layerproof_every_order(*gates, at_most=at_most)


def real_time(scenario: Scenario) -> Scenario:
    """Waits really pass: for scenarios about telemetry, legs, and to calibrate virtual time."""
    marked: Scenario = pytest.mark.layerproof_real_time(scenario)
    return marked
