"""Loops that take the processor, to see what a slow machine makes of the sound app."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_LOOP = "import os\nparent = os.getppid()\nwhile os.getppid() == parent: pass"


@contextmanager
def busy_loops(count: int) -> Iterator[None]:
    """That many processes that do nothing as fast as they can, for as long as the block runs.

    They end by themselves when we do.
    """
    loops = [subprocess.Popen([sys.executable, "-c", _LOOP], process_group=0) for _ in range(count)]
    try:
        yield
    finally:
        for it in loops:
            it.kill()
            it.wait()
