"""JSON with `{names}` in it: how a profile says what the app keeps in storage."""

import json
import re
from collections.abc import Mapping

from pydantic import JsonValue

from harness.errors import BadProfile
from harness.profile.step import fill

_ONLY_A_NAME = re.compile(r"\{([A-Za-z_]\w*)\}")


def as_stored(template: JsonValue, values: Mapping[str, JsonValue]) -> str:
    """What localStorage holds: the filled text itself, or the filled table as JSON."""
    filled = filled_in(template, values)
    return filled if isinstance(filled, str) else json.dumps(filled, separators=(",", ":"))


def filled_in(template: JsonValue, values: Mapping[str, JsonValue]) -> JsonValue:
    """The template with its names filled in; a text that is only `{name}` takes the value's type.

    Raises BadProfile for a name without a value.
    """
    if isinstance(template, dict):
        return {key: filled_in(it, values) for key, it in template.items()}
    if isinstance(template, list):
        return [filled_in(it, values) for it in template]
    if not isinstance(template, str):
        return template
    only = _ONLY_A_NAME.fullmatch(template)
    if only and only[1] in values:
        return values[only[1]]
    return fill(template, {key: str(it) for key, it in values.items()})


def at(document: JsonValue, path: str) -> JsonValue:
    """What stands at the dotted path (`apiSession.id`, `turns.0`); None where nothing does.

    '' is the document itself.
    """
    found = document
    for part in path.split(".") if path else ():
        if isinstance(found, dict):
            found = found.get(part)
        elif isinstance(found, list) and part.isdigit() and int(part) < len(found):
            found = found[int(part)]
        else:
            return None
    return found


def placed(document: JsonValue, path: str, value: JsonValue) -> JsonValue:
    """The document with `value` at the dotted path, tables made where they are missing.

    Raises BadProfile where the path leads through something that is no table.
    """
    if not path:
        return value
    head, _, rest = path.partition(".")
    if document is not None and not isinstance(document, dict):
        raise BadProfile(f"'{path}' leads through {document!r}, which is no table.")
    table = document or {}
    return {**table, head: placed(table.get(head), rest, value)}
