"""pytest in a process that ends with its parent; run as a file, `python -P prove.py ARGUMENTS`.

The parent holds the write end of a pipe that is this process's stdin, and never writes. When the
parent is gone, however it ended, the pipe ends: pytest is interrupted as by Ctrl-C, so that it
saves what it has, and ten seconds later the whole process group is ended by force.

It is a file of its own that imports nothing of ours, because pytest rewrites the asserts of a
plugin's package only if nobody has imported it yet.
"""

import os
import signal
import sys
import threading
from typing import Any

GRACE_S = 10.0


def watch(descriptor: int, grace_s: float) -> None:
    """Returns never: waits for the pipe's end, then ends this process."""
    while os.read(descriptor, 1):
        pass
    os.kill(os.getpid(), signal.SIGINT)
    threading.Event().wait(grace_s)
    os.killpg(0, signal.SIGKILL)


class Quiet:
    """A plugin that keeps pytest from telling of Ctrl-C, because our caller does."""

    manager: Any = None

    def pytest_plugin_registered(self, manager: object) -> None:
        """Remembers who manages the plugins: the hook below is not told."""
        self.manager = manager

    def pytest_keyboard_interrupt(self) -> None:
        """Takes pytest's own reporter away, whose last words it would be."""
        self.manager.unregister(name="terminalreporter")


def main() -> int:
    """Runs pytest and returns its exit code."""
    # A copy, because pytest puts /dev/null in stdin's place while it captures.
    lifeline = os.dup(sys.stdin.fileno())
    # A script that starts us in the background has SIGINT ignored, and we inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    threading.Thread(target=watch, args=(lifeline, GRACE_S), daemon=True).start()
    import pytest

    return int(pytest.main(sys.argv[1:], plugins=[Quiet()]))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:  # before pytest itself was there to take it
        sys.exit(2)
