"""Delta debugging: the smallest part of a list that still fails (Zeller and Hildebrandt, 2002)."""

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def ddmin(items: Sequence[T], fails: Callable[[Sequence[T]], bool]) -> tuple[T, ...]:
    """A part of `items`, in their order, that fails, and of which no single item can be left out.

    `fails` is asked once for each part that is tried. ValueError where the whole does not fail.
    """
    known: dict[tuple[int, ...], bool] = {}

    def tried(places: tuple[int, ...]) -> bool:
        if places not in known:
            known[places] = fails([items[it] for it in places])
        return known[places]

    left = tuple(range(len(items)))
    if not tried(left):
        raise ValueError("The whole does not fail, so no part of it can be told to.")
    if tried(()):
        return ()
    pieces = 2
    while len(left) > 1:
        smaller = _smaller(left, pieces, tried)
        if smaller is not None:
            left, pieces = smaller
        elif pieces >= len(left):
            break
        else:
            pieces = min(len(left), pieces * 2)
    return tuple(items[it] for it in left)


def _smaller(
    left: tuple[int, ...], pieces: int, tried: Callable[[tuple[int, ...]], bool]
) -> tuple[tuple[int, ...], int] | None:
    """One piece that fails alone, or all but one; with how many pieces to go on. None for none."""
    parts = _split(left, pieces)
    for part in parts:
        if len(part) < len(left) and tried(part):
            return part, 2
    for part in parts:
        rest = tuple(it for it in left if it not in part)
        if rest and len(rest) < len(left) and tried(rest):
            return rest, max(2, pieces - 1)
    return None


def _split(left: tuple[int, ...], pieces: int) -> list[tuple[int, ...]]:
    edges = [len(left) * it // pieces for it in range(pieces + 1)]
    found = [left[edges[it] : edges[it + 1]] for it in range(pieces)]
    return [it for it in found if it]
