"""Puts a report's text where it belongs, whole or not at all."""

from pathlib import Path

from harness.errors import NotSaved
from harness.runs.atomic import write_whole


def put(path: Path, text: str) -> Path:
    """Writes the text as UTF-8 (half a surrogate pair becomes '?') and returns the path.

    NotSaved where it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotSaved(f"{path.parent} cannot be made: {error.strerror}.") from error
    write_whole(path, [text.encode("utf-8", "replace")])
    return path
