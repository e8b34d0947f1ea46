import os
from pathlib import Path

import pytest

from harness.power.busy import busy_loops


def children() -> list[str]:
    path = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    if not path.exists():
        pytest.skip("this system does not list a process's children")
    return path.read_text().split()


def test_the_loops_are_there_for_as_long_as_the_block_runs() -> None:
    before = children()

    with busy_loops(2):
        beside = children()

    assert len(beside) == len(before) + 2
    assert children() == before
