"""What a session's payload looks like; the same in storage and from the server (contract.md).

Of the contract's own it holds to the letter what the page's `payload.js` holds; `cases.json` keeps
the two together.
"""

import json
import math
from collections.abc import Callable
from datetime import datetime
from typing import NoReturn, TypeAlias

import orjson
from pydantic import JsonValue

from harness.model.rules import Rules
from harness.profile.template import at

_CONTRACT = Rules().payload_required

Check: TypeAlias = Callable[[object], bool]


def parsed(text: str) -> JsonValue:
    """The JSON value; raises ValueError for anything that a browser refuses too, such as NaN.

    What orjson refuses may be more than that (half a surrogate pair, deep nesting): Python's own
    reader has the last word.
    """
    try:
        quick: JsonValue = orjson.loads(text)
        return quick
    except ValueError:
        return _parsed(text)


def written(value: JsonValue) -> str:
    """The value as JSON, without spaces."""
    try:
        return orjson.dumps(value).decode()
    except TypeError:  # a number or a text that is beyond it
        return json.dumps(value, separators=(",", ":"))


def _parsed(text: str) -> JsonValue:
    try:
        found: JsonValue = json.loads(text, parse_constant=_refused)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    return found


def _refused(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def is_payload(value: JsonValue, rules: Rules) -> bool:
    """Whether it has the payload's shape; where that is the contract's, to the letter, and of an
    interview that can still be held, else as far as the profile tells.
    """
    if rules.payload_required == _CONTRACT:
        return _PAYLOAD(value)
    if not isinstance(value, dict):
        return False
    return all(at(value, path) is not None for path in rules.payload_required)


def _text(value: object) -> bool:
    return isinstance(value, str)


def _words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value)


def _count(value: object) -> bool:
    return isinstance(value, int | float) and _number(value) and value >= 0 and value == int(value)


def _instant(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _list(value: object) -> bool:
    return isinstance(value, list)


def _or_null(check: Check) -> Check:
    return lambda value: value is None or check(value)


def _list_of(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(map(check, value))


def _one_of(*allowed: str) -> Check:
    return lambda value: isinstance(value, str) and value in allowed


_ABSENT = object()


def _shape(**fields: Check) -> Check:
    known = tuple(fields.items())

    def holds(value: object) -> bool:
        if not isinstance(value, dict):
            return False
        for name, check in known:  # noqa: SIM110 - for every load, and all() costs twice as much
            if not check(value.get(name, _ABSENT)):
                return False
        return True

    return holds


_QUESTION = _shape(question=_words, questionType=_text, difficulty=_text)
_SESSION = _shape(
    id=_words,
    userId=_words,
    visaType=_text,
    route=_text,
    studentProfile=_shape(name=_words),
    conversationHistory=_list_of(_shape(role=_one_of("interviewer", "student"), content=_text)),
    currentQuestionIndex=_count,
    responses=_list,
    score=_or_null(_number),
    startTime=_instant,
    endTime=_or_null(_instant),
    difficulty=_text,
    status=_one_of("scheduled", "in_progress"),
)
_PAYLOAD = _shape(
    apiSession=_SESSION,
    firstQuestion=_QUESTION,
    route=_text,
    studentName=_words,
    firestoreInterviewId=_words,
    scope=_one_of("org", "user"),
    orgId=_text,
)
