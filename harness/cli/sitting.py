"""A person's sitting at the window that `layerproof init --headed` opens: what they are told, and
how they say that they are done.
"""

import os
import select
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

INVITATION = (
    "A window opens. Sign in there, use each starter once, hand in an answer in one of the "
    "sessions and end it, and leave another one open; then sign out, and show the same as "
    "whoever else uses the app.",
    "Done? Close the window, or press Enter here. Ctrl-C ends it as well, and keeps what was seen.",
)

Done = Callable[[], bool]


@contextmanager
def until_said(stdin: TextIO | None) -> Iterator[Done]:
    """Whether the person has pressed Enter or Ctrl-C since the block began, which for as long
    interrupts nothing. An input that has ended says nothing.
    """
    said = threading.Event()
    listens = _listening(stdin)

    def done() -> bool:
        if listens():
            said.set()
        return said.is_set()

    if threading.current_thread() is not threading.main_thread():
        yield done  # only the main one may say what Ctrl-C does
        return
    before = signal.signal(signal.SIGINT, lambda *_: said.set())
    try:
        yield done
    finally:
        signal.signal(signal.SIGINT, before)


def _listening(stdin: TextIO | None) -> Done:
    """Whether a line has come by now, without waiting for one."""
    try:
        number = stdin.fileno() if stdin is not None else -1
    except (OSError, ValueError):
        number = -1
    ended = number < 0

    def listens() -> bool:
        nonlocal ended
        if ended:
            return False
        try:
            came = bool(select.select([number], [], [], 0)[0]) and os.read(number, 1_024)
        except OSError:
            ended = True  # such as Windows' console, which cannot be asked this way
            return False
        ended = came == b""
        return bool(came)

    return listens
