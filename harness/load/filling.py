"""Texts with names in braces, made once into what fills them in: for every start that a run makes.

`harness.profile.speech` says what the names mean.
"""

import re
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import TypeAlias

import orjson
from pydantic import JsonValue

from harness.profile.template import at

SPOKEN = ("visitor", "sign_in", "create", "start", "answer", "said", "payload", "reply")
"""What a dotted name may begin with."""

Sources: TypeAlias = Mapping[str, JsonValue]
Fill: TypeAlias = Callable[[Sources], JsonValue]

_NAME = re.compile(rf"\{{((?:{'|'.join(SPOKEN)})\.[\w.-]+|uid|uuid|now|now_ms)\}}")


def filled(template: JsonValue, sources: Sources) -> JsonValue:
    """The template with its names filled in; null for a name of which nothing is known."""
    return _of_text(orjson.dumps(template).decode())(sources)


def named_in(template: JsonValue) -> tuple[str, ...]:
    """The names that the template has, without braces."""
    return tuple(_NAME.findall(orjson.dumps(template).decode()))


@lru_cache(maxsize=64)
def _of_text(written: str) -> Fill:
    return _made(orjson.loads(written))


def _made(template: JsonValue) -> Fill:
    if isinstance(template, dict):
        fields = [(name, _made(it)) for name, it in template.items()]
        return lambda sources: {name: fill(sources) for name, fill in fields}
    if isinstance(template, list):
        items = [_made(it) for it in template]
        return lambda sources: [fill(sources) for fill in items]
    if isinstance(template, str):
        return _made_of_text(template)
    return lambda _: template


def _made_of_text(text: str) -> Fill:
    alone = _NAME.fullmatch(text)
    if alone:
        return _looked_up(alone[1])
    if not _NAME.search(text):
        return lambda _: text
    return lambda sources: _NAME.sub(lambda it: _as_text(_looked_up(it[1])(sources)), text)


def _looked_up(name: str) -> Fill:
    match name:
        case "uuid":
            return lambda _: str(uuid.uuid4())
        case "now":
            return lambda _: datetime.now(UTC).isoformat(timespec="milliseconds")
        case "now_ms":
            return lambda _: int(datetime.now(UTC).timestamp() * 1_000)
        case "uid":
            return lambda sources: sources.get("uid")
        case _:
            root, _, path = name.partition(".")
            return lambda sources: at(sources.get(root), path)


def _as_text(value: JsonValue) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else orjson.dumps(value).decode()
