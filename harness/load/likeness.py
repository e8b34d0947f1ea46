"""From what was said several times to how it is said: which part of it was told before, and where.

    said   {"session": "a1", "kind": "spoken"}    {"session": "b2", "kind": "spoken"}
    told   create: {"id": "a1"}                   create: {"id": "b2"}
    so     {"session": "{create.id}", "kind": "spoken"}

What is the same each time stays as it is, unless it is a value of the visitor's, or stood under the
same name in an answer. What differs was told before, in the same place each time, or is an instant
or an id that the page made itself. Anything else cannot be said again.
"""

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import JsonValue

from harness.load.walk import Sources
from harness.profile.template import at

_ADDRESSABLE = re.compile(r"[\w-]+")
# What stands in place of a secret in everything that is recorded.
_MASKED = re.compile(r"<masked>|<token of ")
# A text that is shorter stands in others by chance.
_SHORTEST_PART = 4
# The page's clock and this machine's: an epoch time in milliseconds of some year about now.
_EPOCHS_MS = range(1_500_000_000_000, 3_000_000_000_000)
_PERSONAL = ("visitor", "uid", "reply")


class Unlike(Exception):
    """What stands at `where` cannot be said again; `why` says so as a clause."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"'{where or 'the whole'}' {why}")


def likened(said: Sequence[JsonValue], told: Sequence[Sources], where: str = "") -> JsonValue:
    """The template of which each of `said` is what comes of the sources beside it in `told`.

    Raises Unlike for a part that no source explains.
    """
    first = said[0]
    if isinstance(first, (dict, list)):
        return _of_table(said, told, where)
    if isinstance(first, str) and _MASKED.search(first):
        raise Unlike(where, "is a secret, which is not recorded")
    known = _best(said, told, where)
    if all(it == first and type(it) is type(first) for it in said):
        return f"{{{known}}}" if known and _is_worth(known, first, where) else first
    if known:
        return f"{{{known}}}"
    return _made_by_the_page(said) or _put_together(said, told, where)


def _of_table(said: Sequence[Any], told: Sequence[Sources], where: str) -> JsonValue:
    first = said[0]
    if first and (known := _best(said, told, where)):
        return f"{{{known}}}"
    if isinstance(first, dict):
        if any(not isinstance(it, dict) or it.keys() != first.keys() for it in said):
            raise Unlike(where, "has other fields each time")
        return {
            name: likened([it[name] for it in said], told, f"{where}.{name}".lstrip("."))
            for name in first
        }
    if any(not isinstance(it, list) or len(it) != len(first) for it in said):
        raise Unlike(where, "is a list of another length each time")
    return [likened(list(its), told, where) for its in zip(*said, strict=True)]


def _is_worth(known: str, value: JsonValue, where: str) -> bool:
    """Whether what never changes is a value of somebody's, or the same thing as in an answer."""
    if not isinstance(value, str) or not value:
        return False
    return known.partition(".")[0] in _PERSONAL or _last(known) == _last(where)


def _best(said: Sequence[JsonValue], told: Sequence[Sources], where: str) -> str:
    """The name under which each of them was told: the visitor's own first, then one that ends
    alike, then what was told last and least deep; '' for none.
    """
    names = [
        name
        for name in _names_of(said[0], told[0])
        if all(_is(_told(name, its), it) for it, its in zip(said, told, strict=True))
    ]
    order = {root: number for number, root in enumerate(told[0])}

    def rank(name: str) -> tuple[bool, bool, int, int]:
        root = name.partition(".")[0]
        return (root not in _PERSONAL, _last(name) != _last(where), -order[root], len(name))

    return min(names, key=rank, default="")


def _names_of(value: JsonValue, sources: Sources) -> Iterator[str]:
    for name, it in _everything(sources, ""):
        if _is(it, value):
            yield name


def _everything(value: JsonValue | Sources, at_name: str) -> Iterator[tuple[str, JsonValue]]:
    """Everything in the sources that a name leads to, with its name."""
    if (at_name and "." in at_name) or (at_name and not isinstance(value, (dict, list))):
        yield at_name, value
    parts: Mapping[str, JsonValue] = {}
    if isinstance(value, dict):
        parts = value
    elif isinstance(value, list):
        parts = {str(number): it for number, it in enumerate(value)}
    for name, it in parts.items():
        if _ADDRESSABLE.fullmatch(name):
            yield from _everything(it, f"{at_name}.{name}" if at_name else name)


def _told(name: str, sources: Sources) -> JsonValue:
    root, _, path = name.partition(".")
    return at(sources.get(root), path)


def _is(one: JsonValue, other: JsonValue) -> bool:
    """Whether they are the same, of which 1 and true are not."""
    return one == other and type(one) is type(other) and one is not None


def _made_by_the_page(said: Sequence[JsonValue]) -> str:
    """The name for what pages make themselves; '' for what is neither id nor instant."""
    if all(isinstance(it, int) and it in _EPOCHS_MS for it in said):
        return "{now_ms}"
    texts = [it for it in said if isinstance(it, str)]
    if len(texts) < len(said):
        return ""
    if all(map(_is_uuid, texts)):
        return "{uuid}"
    return "{now}" if all(map(_is_instant, texts)) else ""


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False


def _is_instant(text: str) -> bool:
    try:
        return len(text) > len("2026-01-01") and bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def _put_together(said: Sequence[JsonValue], told: Sequence[Sources], where: str) -> str:
    """A text in which others stand that were told before."""
    if not all(isinstance(it, str) for it in said):
        raise Unlike(where, "is different each time, and nobody told it before")
    rest = [str(it) for it in said]
    for name, part in _parts(told[0], rest[0]):
        parts = [part, *(str(_told(name, its)) for its in told[1:])]
        if all(it in text for it, text in zip(parts, rest, strict=True)):
            rest = [t.replace(it, f"{{{name}}}") for it, t in zip(parts, rest, strict=True)]
    if any(it != rest[0] for it in rest):
        raise Unlike(where, "is different each time, and nobody told it before")
    return rest[0]


def _parts(sources: Sources, text: str) -> list[tuple[str, str]]:
    """The texts of the sources that stand in the text, the longest first."""
    known = [(name, it) for name, it in _everything(sources, "") if isinstance(it, str)]
    found = [it for it in known if len(it[1]) >= _SHORTEST_PART and it[1] in text]
    return sorted(found, key=lambda it: (-len(it[1]), len(it[0])))


def _last(name: str) -> str:
    return name.rpartition(".")[2]
