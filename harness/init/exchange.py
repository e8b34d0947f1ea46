"""A request of a page's and its answer, as far as they tell what the request is for."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from pydantic import JsonValue

READS = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True)
class Exchange:
    """`sent` and `got` are JSON bodies, None where there was none. `beacon` says that the page did
    not wait for the answer; `bearer` whether the request carried a token.
    """

    method: str
    url: str
    status: int = 0
    sent: JsonValue = None
    got: JsonValue = None
    bearer: bool = False
    beacon: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The URL's path as it was sent, still encoded."""
        return urlsplit(self.url).path

    @property
    def reads(self) -> bool:
        """Whether it only asks."""
        return self.method in READS

    @property
    def went_well(self) -> bool:
        """Whether the server did what it was asked for."""
        return 200 <= self.status < 300


def parsed(text: str | None) -> JsonValue:
    """The text as JSON, None where it is none."""
    try:
        found: JsonValue = json.loads(text or "null")
    except ValueError:
        return None
    return found


def leaves(tree: JsonValue, *, at: str = "") -> Iterator[tuple[str, JsonValue]]:
    """Each value that is no table and no list, with its dotted path."""
    match tree:
        case dict():
            for key, value in tree.items():
                yield from leaves(value, at=f"{at}.{key}" if at else key)
        case list():
            for number, value in enumerate(tree):
                yield from leaves(value, at=f"{at}.{number}" if at else str(number))
        case _:
            yield at, tree


def tables(tree: JsonValue, *, at: str = "") -> Iterator[tuple[str, dict[str, JsonValue]]]:
    """The tree itself and each table in it, outermost first, with its dotted path."""
    if isinstance(tree, dict):
        yield at, tree
        for key, value in tree.items():
            yield from tables(value, at=f"{at}.{key}" if at else key)


def holds(tree: JsonValue, text: str) -> bool:
    """Whether one of the values is that text."""
    return any(value == text for _, value in leaves(tree))
