"""Turns what pydantic found wrong into a message that a person can act on."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from harness.profile.profile import Profile

_LONGEST = 60


def complaint(error: ValidationError, *, source: str, names: Iterable[str] = ()) -> str:
    """One message: the file, then a line for each key: what was found, what to do; unknown keys
    first, as a key that is misspelt is missing, too; at last the sentences on `names` that point at
    nothing.
    """
    details = sorted(error.errors(), key=lambda it: it["type"] != "extra_forbidden")
    lines = [_line(it) for it in details if not _follows(it, details)]
    wrong = list(dict.fromkeys([*lines, *names]))
    count = "1 thing is" if len(wrong) == 1 else f"{len(wrong)} things are"
    return "\n  ".join([f"{source}: {count} wrong.", *wrong])


def _follows(error: ErrorDetails, others: list[ErrorDetails]) -> bool:
    """Whether a list only counts as too short because what it holds is wrong."""
    where = error["loc"]
    deeper = (it["loc"] for it in others if len(it["loc"]) > len(where))
    return error["type"] == "too_short" and any(it[: len(where)] == where for it in deeper)


def _line(error: ErrorDetails) -> str:
    where, found = list(error["loc"]), _shown(error.get("input"))
    match error["type"]:
        case "extra_forbidden":
            key = str(where[-1])
            return f"{_path(where)}: unknown key. {_nearest(key, where[:-1])}"
        case "missing":
            return f"{_path(where)}: missing. Add it{_meaning(where)}."
        case "value_error":
            said = f"{_path(where)}: {error['ctx']['error']}".removeprefix(": ")
            said += f"; found {found}" if isinstance(error["input"], str) else ""
            return said if said.endswith((".", "?")) else f"{said}."
        case "union_tag_invalid" | "union_tag_not_found":
            tags = error["ctx"].get("expected_tags", "'form', 'none'")
            return f"{_path(where)}: 'by' must be one of {tags}; found {found}."
        case _:
            said = error["msg"].removeprefix("Input ")
            return f"{_path(where)}: {said}; found {found}."


def _path(where: list[int | str]) -> str:
    """The key as TOML writes it: `starters.org.steps[2].click`."""
    text = ""
    for part in where:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")


def _shown(found: object) -> str:
    text = repr(found)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _nearest(key: str, parent: list[int | str]) -> str:
    known = sorted({name for model in _models(Profile, parent) for name in model.model_fields})
    near = get_close_matches(key, known, n=1, cutoff=0.5)
    if near:
        return f"Did you mean '{near[0]}'?"
    return f"Known here: {', '.join(known)}." if known else "Take it out."


def _meaning(where: list[int | str]) -> str:
    for model in _models(Profile, where[:-1]):
        field = model.model_fields.get(str(where[-1]))
        if field and field.description:
            return f" ({field.description})"
    return ""


def _models(within: Any, where: list[int | str]) -> Iterator[type[BaseModel]]:  # noqa: ANN401 - any annotation
    """The models that may stand at `where`, found along the annotations.

    A part of `where` that is no field is the tag of a union, and is passed over.
    """
    for kind in _parts(within):
        if not isinstance(kind, type) or not issubclass(kind, BaseModel):
            if where:
                for inner in get_args(kind)[-1:] if _is_mapping(kind) else get_args(kind):
                    yield from _models(inner, where[1:])
        elif not where:
            yield kind
        elif field := kind.model_fields.get(str(where[0])):
            yield from _models(field.annotation, where[1:])
        else:
            yield from _models(kind, where[1:])


def _parts(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - any annotation
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _parts(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for inner in get_args(annotation):
            yield from _parts(inner)
    else:
        yield annotation


def _is_mapping(kind: object) -> bool:
    origin = get_origin(kind)
    return isinstance(origin, type) and issubclass(origin, Mapping)
