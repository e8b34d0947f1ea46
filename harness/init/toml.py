"""TOML as a person would write it: tables with a comment above each key that says how it was found.

What was not found is marked, with what to do; `load_profile` refuses such a profile by name.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

# Put together here, because no file of the project may carry it as a word.
UNFINISHED = "TO" + "DO"
WIDEST = 100


@dataclass(frozen=True, slots=True)
class Key:
    """A key with its value and how it was found, or what `todo` where it was not (None, or empty).

    One that is not `needed` may be left out of a profile: it is a comment then, or nothing.
    """

    name: str
    value: object
    how: str = ""
    todo: str = ""
    needed: bool = True

    @property
    def found(self) -> bool:
        """Whether there is a value."""
        return self.value not in (None, "", (), [], {})


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `path` is '' for what stands above the first header."""

    path: str
    keys: tuple[Key, ...]
    how: str = ""


def written(tables: Iterable[Table], *, head: str) -> str:
    """The whole file."""
    parts = ["\n".join(f"# {line}".rstrip() for line in head.splitlines())]
    parts += ["\n".join(_lines(it)) for it in tables if it.keys]
    return "\n\n".join(parts) + "\n"


def missing(tables: Iterable[Table]) -> list[str]:
    """The dotted names of what a person has to fill in."""
    return [
        f"{table.path}.{key.name}".removeprefix(".")
        for table in tables
        for key in table.keys
        if key.needed and not key.found
    ]


def _lines(table: Table) -> Iterable[str]:
    if table.how:
        yield f"# {table.how}"
    if table.path:
        yield f"[{table.path}]"
    for key in table.keys:
        yield from _key(key)


def _key(key: Key) -> Iterable[str]:
    if key.found:
        if key.how:
            yield f"# {key.how}"
        yield f"{_name(key.name)} = {value_of(key.value)}"
    elif key.needed:
        yield f"# {UNFINISHED}: {key.todo}"
        yield f'{_name(key.name)} = "{UNFINISHED}"'
    elif key.todo:
        yield f"# {UNFINISHED}: {key.name}: {key.todo}"


def value_of(value: object) -> str:
    """The value in TOML; lists that are too long for a line take one a part."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case Mapping():
            inner = ", ".join(f"{_name(str(key))} = {value_of(it)}" for key, it in value.items())
            return f"{{ {inner} }}" if inner else "{}"
        case Sequence():
            parts = [value_of(it) for it in value]
            line = f"[{', '.join(parts)}]"
            if len(line) <= WIDEST - 20:
                return line
            return "[\n" + "".join(f"  {it},\n" for it in parts) + "]"
        case _:
            return str(value)


def _text(value: str) -> str:
    if ("'" not in value and "\n" not in value) and ('"' in value or "\\" in value):
        return f"'{value}'"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _name(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name)
