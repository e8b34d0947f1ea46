"""A world to race in, for benchmarks: a mock and a browser of its own, and the org starter."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from harness.backend.mock import running_mock
from harness.profile.load import load_profile
from harness.racing.arena import Site, arena
from harness.racing.gates import default_gates
from harness.racing.world import World
from harness.stage.stage import Stage

PROFILE = load_profile("mock")
STARTER = "org"


def world_of(
    browser: Path, stack: ExitStack, *, defects: Sequence[str] = (), also: Sequence[str] = ()
) -> World:
    """A world at the usual gates and at those of `also`, until the stack is closed."""
    mock = stack.enter_context(running_mock(defects=defects))
    site = Site(mock.target(), PROFILE, mock)
    held = stack.enter_context(arena(browser, site))
    gates = (*default_gates(is_mock=True), *also)
    return stack.enter_context(held.world(f"mock/{STARTER}", _start, gates))[0]


def _start(stage: Stage) -> object:
    return stage.starter(STARTER).start()
