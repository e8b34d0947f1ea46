"""Whether two payloads are the same session at the same point (contract.md, "Server")."""

from collections.abc import Collection

from pydantic import JsonValue


def difference(one: JsonValue, other: JsonValue, *, ignored: Collection[str]) -> str:
    """The dotted path of the first field in which they differ, '' where they are the same.

    What stands at an ignored path, or below it, does not count.
    """
    return _difference(one, other, "", ignored)


def _difference(one: JsonValue, other: JsonValue, path: str, ignored: Collection[str]) -> str:
    if one == other or path in ignored:
        return ""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in sorted({*one, *other}):
            below = f"{path}.{name}" if path else name
            found = _difference(one.get(name), other.get(name), below, ignored)
            if found:
                return found
        return ""
    return path or "the whole"
