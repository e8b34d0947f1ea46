"""A browser's debugging pipe as a line of messages: texts that end in a zero byte.

Whoever holds the pipe keeps the browser alive: it ends when the pipe is closed, so that no browser
outlives us, however we end.
"""

import os
import threading
from collections.abc import Iterator

_CHUNK = 1 << 18
_END = b"\0"


class Pipe:
    """`send` from any thread; iterate in one. Either raises OSError when the browser has ended."""

    def __init__(self, write_to: int, read_from: int) -> None:
        self._write_to = write_to
        self._read_from = read_from
        self._lock = threading.Lock()
        self._closed = False

    def send(self, text: str) -> None:
        """Sends one message whole."""
        left = memoryview(text.encode() + _END)
        with self._lock:
            if self._closed:
                raise BrokenPipeError("the pipe is closed")
            while left:
                left = left[os.write(self._write_to, left) :]

    def __iter__(self) -> Iterator[str]:
        """Each message, until the browser closes its end."""
        parts: list[bytes] = []
        while chunk := os.read(self._read_from, _CHUNK):
            *whole, rest = chunk.split(_END)
            for it in whole:
                yield b"".join([*parts, it]).decode()
                parts.clear()
            parts.append(rest)

    def close(self) -> None:
        """Closes our end of it for writing, upon which the browser ends and closes its own."""
        with self._lock:
            if not self._closed:
                self._closed = True
                os.close(self._write_to)

    def forget(self) -> None:
        """Closes the other end as well; only when nobody iterates any more."""
        os.close(self._read_from)
