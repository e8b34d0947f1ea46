"""Worlds to race in, for benchmarks: mocks of their own in one browser, and the org starter."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from harness.backend.mock import running_mock
from harness.chromium.driver import Tower
from harness.chromium.launch import arguments_for
from harness.chromium.process import running_chromium
from harness.profile.load import load_profile
from harness.racing.arena import Arena, Site
from harness.racing.gates import default_gates
from harness.racing.world import World
from harness.stage.stage import Stage

PROFILE = load_profile("mock")
STARTER = "org"
NAME = f"mock/{STARTER}"


def gates_with(also: Sequence[str]) -> tuple[str, ...]:
    """The usual gates, and those."""
    return tuple(dict.fromkeys((*default_gates(is_mock=True), *also)))


def worlds_of(
    browser: Path,
    stack: ExitStack,
    *,
    count: int,
    defects: Sequence[str] = (),
    also: Sequence[str] = (),
) -> list[World]:
    """So many worlds at the usual gates and at those of `also`, until the stack is closed; runs in
    one are not seen in another.
    """
    tower = Tower(stack.enter_context(running_chromium(browser, arguments_for(PROFILE))))
    return [_world(tower, stack, defects, gates_with(also)) for _ in range(count)]


def world_of(
    browser: Path, stack: ExitStack, *, defects: Sequence[str] = (), also: Sequence[str] = ()
) -> World:
    """One world, as `worlds_of` makes them."""
    return worlds_of(browser, stack, count=1, defects=defects, also=also)[0]


def _world(tower: Tower, stack: ExitStack, defects: Sequence[str], gates: Sequence[str]) -> World:
    mock = stack.enter_context(running_mock(defects=defects))
    arena = Arena(tower, Site(mock.target(), PROFILE, mock))
    return stack.enter_context(arena.world(NAME, _start, gates))[0]


def _start(stage: Stage) -> object:
    return stage.starter(STARTER).start()
