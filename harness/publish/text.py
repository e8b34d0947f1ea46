"""Text that has to fit: cut between lines, with a word about it, and never inside of one."""

from collections.abc import Callable


def fitted(text: str, most: int, note: str, *, size: Callable[[str], int]) -> str:
    """The text, or as many of its first lines as fit with the note; `most` counts in `size`."""
    if size(text) <= most:
        return text
    ending = f"\n{note}\n"
    left, kept = most - size(ending), list[str]()
    for line in text.splitlines(keepends=True):
        left -= size(line)
        if left < 0:
            break
        kept.append(line)
    return "".join(kept) + ending


def in_bytes(text: str) -> int:
    """The text's length as UTF-8."""
    return len(text.encode("utf-8", "replace"))
