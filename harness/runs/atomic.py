"""Files that are there whole or not at all: written beside, then renamed."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from harness.errors import NotSaved


def write_whole(path: Path, chunks: Iterable[bytes]) -> None:
    """Replaces `path` by the chunks, or leaves it as it was; NotSaved where it cannot be written.

    The chunks may be a generator: they are not gathered. What the generator raises goes up.
    """
    _in_place(path, lambda beside: _fill(beside, chunks))


def replace_link(path: Path, name: str) -> None:
    """Lets `path` name its neighbour `name`: as a symlink, as a text file where those fail."""

    def link(beside: Path) -> None:
        try:
            beside.symlink_to(name)
        except (OSError, NotImplementedError):
            beside.write_text(name + "\n", "utf-8")

    _in_place(path, link)


def _in_place(path: Path, make: Callable[[Path], None]) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        make(beside)
        beside.replace(path)
    except OSError as error:
        raise NotSaved(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        beside.unlink(missing_ok=True)


def _fill(path: Path, chunks: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
