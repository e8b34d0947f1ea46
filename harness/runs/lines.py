"""Files of JSON lines, appended to while a run goes on, so possibly cut in their last line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from harness.errors import BadRun, NotSaved
from harness.runs.place import HEAD

BLOCK = 65_536


def encode(value: object) -> bytes:
    """One line. A half of a surrogate pair, which a page may well say, is not UTF-8: '?'."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace") + b"\n"


class Lines:
    """Appends lines to one file, which nobody else writes; each is on its way to disk at once.

    After a line that could not be written, what was written before stays readable, and every
    further line is refused.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[bytes] | None = None
        self._broken = ""

    def append(self, value: object) -> None:
        """Writes one line; NotSaved where that fails."""
        if self._broken:
            raise NotSaved(self._broken)
        line = encode(value)
        try:
            file = self._opened()
            whole = file.seek(0, 2)
            _write_all(file, line, whole)
        except OSError as error:
            self._broken = f"{self.path} cannot be written any further: {error.strerror}."
            if (self.path.parent / HEAD).exists():
                self._broken += (
                    " What was recorded so far stays readable: "
                    f"layerproof report {self.path.parent}"
                )
            raise NotSaved(self._broken) from error

    def close(self) -> None:
        """Closes the file; closing twice does nothing."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _opened(self) -> IO[bytes]:
        if self._file is None:
            self._file = self.path.open("ab", buffering=0)
        return self._file


def _write_all(file: IO[bytes], line: bytes, whole: int) -> None:
    """Writes the line, or leaves the file at its `whole` length (as far as the disk lets it)."""
    left = memoryview(line)
    try:
        while left:
            left = left[file.write(left) :]
    except OSError:
        file.truncate(whole)
        raise


def read(path: Path) -> Iterator[object]:
    """The values of the whole lines, one at a time. A torn last line is left out (`torn` tells);
    BadRun where a line before it is no JSON.
    """
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                yield json.loads(line)
            except ValueError as error:
                if not line.endswith(b"\n"):
                    return
                raise BadRun(f"{path}, line {number}, is damaged: {error}.") from error


def torn(path: Path) -> str:
    """A sentence where the file is cut in the middle of its last line, '' where it is whole."""
    tail = _last_line(path)
    if tail.endswith(b"\n") or not tail:
        return ""
    try:
        json.loads(tail)
    except ValueError:
        return f"{path.name} is cut short: its last line ({len(tail)} bytes) is left out."
    return ""


def _last_line(path: Path) -> bytes:
    with path.open("rb") as file:
        at = file.seek(0, 2)
        tail = b""
        while at > 0 and b"\n" not in tail[:-1]:
            step = min(BLOCK, at)
            at -= step
            file.seek(at)
            tail = file.read(step) + tail
    return tail[tail.rfind(b"\n", 0, -1) + 1 :]
