"""Names within a profile that point at other parts of it, and patterns that must compile.

They are looked for in the tables as they were written, whether or not the rest of them is right, so
that a person is told of everything at once. What is no table, or no text, is somebody else's to
complain about.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

Table = Mapping[str, Any]


def dangling(tables: Table) -> Iterator[str]:
    """A sentence on each name that points at nothing, and each pattern that is none."""
    yield from _people(tables)
    yield from _named(tables)
    yield from _forms(tables)
    yield from _patterns(tables)


def _people(tables: Table) -> Iterator[str]:
    roles = _table(_table(tables, "paths"), "dashboards")
    for name, person in _tables(tables, "visitors"):
        key = f"visitors.{name}"
        yield from _known(f"{key}.sign_in", person.get("sign_in"), tables, "sign_in")
        if "role" in person:
            yield from _among(f"{key}.role", person["role"], roles, "paths.dashboards")
        elif len(roles) > 1 and name not in roles:
            yield f"{key}.role: missing. Add it: which of paths.dashboards, {', '.join(roles)}."


def _named(tables: Table) -> Iterator[str]:
    """Where a visitor is named."""
    for name, starter in _tables(tables, "starters"):
        for key in ("visitor", "owner"):
            yield from _known(f"starters.{name}.{key}", starter.get(key), tables, "visitors")
    access = _table(tables, "access")
    readers = access.get("may_read")
    for reader in readers if isinstance(readers, list | tuple) else ():
        yield from _known("access.may_read", reader, tables, "visitors")
    limited = _table(access, "limit").get("visitor")
    yield from _known("access.limit.visitor", limited, tables, "visitors")
    cleaner = _table(tables, "cleanup").get("visitor")
    yield from _known("cleanup.visitor", cleaner, tables, "visitors")


def _forms(tables: Table) -> Iterator[str]:
    """A form is on a page: its own, or the app's."""
    if _table(tables, "paths").get("sign_in"):
        return
    for name, way in _tables(tables, "sign_in"):
        if way.get("by") == "form" and not way.get("path"):
            yield f"sign_in.{name}.path: missing. Add it, or paths.sign_in: where the form is."


def _known(key: str, name: object, tables: Table, table: str) -> Iterator[str]:
    yield from _among(key, name, _table(tables, table), table)


def _among(key: str, name: object, known: Collection[str], table: str) -> Iterator[str]:
    """Nothing of a table without anything in it: that it is missing is told where it matters."""
    choices = sorted(known)
    if choices and name and isinstance(name, str) and name not in choices:
        near = get_close_matches(name, choices, n=1, cutoff=0.5)
        hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(choices)}."
        yield f"{key}: there is no '{name}' under {table}. {hint}"


def _patterns(tables: Table) -> Iterator[str]:
    written = [("ids", _table(tables, "ids"), "pattern")]
    written += [(f"starters.{at}", it, "shows_id") for at, it in _tables(tables, "starters")]
    for what in ("console", "requests"):
        noise = _table(tables, "ignore").get(what)
        listed = noise if isinstance(noise, list | tuple) else ()
        written += [(f"ignore.{what}.{at}", it, "pattern") for at, it in enumerate(listed)]
    for where, table, name in written:
        key = f"{where}.{name}"
        pattern = table.get(name) if isinstance(table, Mapping) else ""
        try:
            re.compile(pattern if isinstance(pattern, str) else "")
        except re.error as error:
            yield f"{key}: {pattern!r} is no regular expression: {error}."


def _table(tables: Table, name: str) -> Table:
    found = tables.get(name)
    return found if isinstance(found, Mapping) else {}


def _tables(tables: Table, name: str) -> list[tuple[str, Table]]:
    return [(key, it) for key, it in _table(tables, name).items() if isinstance(it, Mapping)]
