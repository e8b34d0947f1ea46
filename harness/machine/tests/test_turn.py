"""Turns are shared by many or had by one alone, and given back by whoever ends."""

import fcntl
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.machine.turn import Turns

LIMIT_S = 120.0
STEP_S = 0.02
HOLDS = """
import sys
from pathlib import Path
from harness.machine.turn import Turns
with Turns(Path(sys.argv[1])).one(alone=True):
    print("in", flush=True)
    sys.stdin.read()
"""


class Person(threading.Thread):
    """Comes in, and stays until it is told to go."""

    def __init__(self, turns: Turns, *, alone: bool) -> None:
        super().__init__(daemon=True)
        self._turns, self._alone = turns, alone
        self.came, self.goes = threading.Event(), threading.Event()
        self.start()

    def run(self) -> None:
        """Takes its turn."""
        with self._turns.one(alone=self._alone):
            self.came.set()
            self.goes.wait(LIMIT_S)

    def leave(self) -> None:
        """Goes, and is gone when this returns."""
        self.goes.set()
        self.join(LIMIT_S)


Come = Callable[..., Person]


def someone_stands_in_the_gate(folder: Path) -> bool:
    """Whether somebody waits in it, after waiting for them; who passes through it is soon gone."""
    with (folder / ".turn-gate").open("ab") as gate:
        for _ in range(int(LIMIT_S / STEP_S)):
            try:
                fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            fcntl.flock(gate, fcntl.LOCK_UN)
            threading.Event().wait(STEP_S)
    return False


@pytest.fixture
def come(tmp_path: Path) -> Come:
    """Has somebody come."""

    def coming(*, alone: bool = False) -> Person:
        return Person(Turns(tmp_path), alone=alone)

    return coming


def test_many_are_in_at_a_time(come: Come) -> None:
    people = [come(), come(), come()]

    assert all(it.came.wait(LIMIT_S) for it in people)
    for it in people:
        it.leave()


def test_who_is_alone_waits_until_the_others_have_gone(come: Come, tmp_path: Path) -> None:
    first = come()
    assert first.came.wait(LIMIT_S)
    alone = come(alone=True)

    assert someone_stands_in_the_gate(tmp_path)
    assert not alone.came.wait(0.2)

    first.leave()
    assert alone.came.wait(LIMIT_S)
    alone.leave()


def test_nobody_comes_in_beside_who_is_alone(come: Come, tmp_path: Path) -> None:
    alone = come(alone=True)
    assert alone.came.wait(LIMIT_S)
    other, second = come(), come(alone=True)

    assert someone_stands_in_the_gate(tmp_path)
    assert not other.came.wait(0.2)
    assert not second.came.is_set()

    alone.leave()
    assert other.came.wait(LIMIT_S) or second.came.wait(LIMIT_S)
    for it in (other, second):
        it.leave()


def test_nobody_passes_who_waits_to_be_alone(come: Come, tmp_path: Path) -> None:
    first = come()
    assert first.came.wait(LIMIT_S)
    alone = come(alone=True)
    assert someone_stands_in_the_gate(tmp_path)

    late = come()

    assert not late.came.wait(0.2)
    first.leave()
    assert alone.came.wait(LIMIT_S)
    assert not late.came.is_set()
    alone.leave()
    assert late.came.wait(LIMIT_S)
    late.leave()


def test_who_is_killed_gives_it_back(come: Come, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"in\n"
        other = come()
        assert someone_stands_in_the_gate(tmp_path)
        assert not other.came.wait(0.2)

        process.kill()

        assert other.came.wait(LIMIT_S)
        other.leave()
