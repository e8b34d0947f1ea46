"""Turns at what several processes share: many at a time, or one alone.

    gate   is passed one by one; who is to be alone waits in it, so that nobody comes in meanwhile
    room   is shared by all who are in, or one has it alone

Both are locks on files: a process that ends, however it ends, gives them back.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Turns:
    """The turns of a folder, which has to be there."""

    def __init__(self, folder: Path) -> None:
        self._gate = folder / ".turn-gate"
        self._room = folder / ".turn-room"

    @contextmanager
    def one(self, *, alone: bool) -> Iterator[None]:
        """Waits until the block may run: beside others, or while nobody else's does."""
        with self._room.open("ab") as room:
            with self._gate.open("ab") as gate:
                fcntl.flock(gate, fcntl.LOCK_EX)
                fcntl.flock(room, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
            yield
