"""A profile for an application that goes by other names: the same shape, each name exchanged.

Only what the application is called by is exchanged. What is ours (visitors, how a starter opens,
who may read) stays, and so do the people's own values.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

Tables = Mapping[str, Any]

# Keys whose values are in our words, or are values of people; wherever they stand.
_OURS = ("by", "extends", "key_id", "name", "opens", "owner", "role", "sign_in", "value", "visitor")
_OUR_TABLES = ("access", "database", "deviations", "hosts", "known", "retry", "visitors")
# Tables whose keys are the application's own words.
_KEYED_BY_NAME = ("fixed", "old", "starters")


def renamed(profile: Tables, names: Mapping[str, str]) -> Tables:
    """The profile's tables with every old name in them replaced by its new one.

    A name stands by itself: `question` is not found in `questions`, nor `sign-in` in `no-sign-in`.
    The longest counts where several begin together. What a visitor says who has no browser is left
    out: it is learnt from the application's own pages.
    """
    return {
        key: it if key in (*_OUR_TABLES, "name") else _renamed(key, it, replacing(names))
        for key, it in profile.items()
        if key != "load"
    }


def replacing(names: Mapping[str, str]) -> Callable[[str], str]:
    """Replaces the names in a text."""
    if not names:
        return lambda text: text
    longest_first = sorted(names, key=lambda it: (-len(it), it))
    pattern = re.compile("|".join(map(_alone, longest_first)))
    return lambda text: pattern.sub(lambda found: names[found.group()], text)


def as_toml(tables: Tables) -> str:
    """The tables as TOML: a line for each key at the top, the rest inline."""
    return "".join(f"{_key(key)} = {_inline(it)}\n" for key, it in tables.items())


def _renamed(key: str, value: Any, replace: Callable[[str], str]) -> Any:  # noqa: ANN401 - TOML
    if isinstance(value, Mapping):
        is_locator = "role" in value
        return {
            replace(inner) if key in _KEYED_BY_NAME else inner: it
            if inner in _OURS and not (is_locator and inner == "name") and not _is_page(key, inner)
            else _renamed(inner, it, replace)
            for inner, it in value.items()
        }
    if isinstance(value, list):
        return [_renamed(key, it, replace) for it in value]
    return replace(value) if isinstance(value, str) else value


def _is_page(key: str, inner: str) -> bool:
    """`sign_in` names a page among the paths, and a button among the buttons."""
    return inner == "sign_in" and key in ("paths", "buttons")


def _alone(name: str) -> str:
    before = r"(?<![\w$-])" if re.match(r"\w", name) else ""
    after = r"(?![\w-])" if re.search(r"\w$", name) else ""
    return f"{before}{re.escape(name)}{after}"


def _inline(value: Any) -> str:  # noqa: ANN401 - whatever TOML holds
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_inline(it)}" for key, it in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)
