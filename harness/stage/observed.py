"""What a page said to its server, seen on its way: to be said again, or a little differently.

Nothing here knows an application's fields by name. That an id stands in an answer is known from its
being said again in the next call; what it is for another session, from where it stands.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import cast

from pydantic import JsonValue

from harness.errors import NotObserved, Unnamed
from harness.model.event import Json
from harness.model.journey import Journey
from harness.model.naming import unjudged
from harness.model.request import Request
from harness.model.word import Role
from harness.profile.template import at


def call_in(journey: Journey, role: Role) -> Request:
    """The last call of that role that was answered; raises NotObserved where there is none, Unnamed
    where the profile names none.
    """
    if why := unjudged([f"api.{role}"], journey.rules.unnamed):
        raise Unnamed(why)
    found = [it for it in journey.all_requests if it.role is role and it.status is not None]
    if not found:
        raise NotObserved(f"No page made a call to {role} that was answered.")
    return found[-1]


def said_in(call: Request) -> dict[str, Json]:
    """The fields of the call's body; raises NotObserved where they could not be seen."""
    sent = call.begin.detail.get("sent")
    if not isinstance(sent, Mapping):
        raise NotObserved(f"The body of {call.method} {call.url} could not be read.")
    return dict(sent)


def answered_in(call: Request) -> dict[str, Json]:
    """The fields of the call's answer; raises NotObserved where they could not be seen."""
    if not isinstance(call.body, Mapping):
        raise NotObserved(f"The answer of {call.method} {call.url} could not be read.")
    return dict(call.body)


def said_again(create: Request, start: Request) -> frozenset[str]:
    """The texts of `create`'s answer that `start` says again, the id among them; raises NotObserved
    where there are none.
    """
    found = set(texts_in(answered_in(create))) & set(texts_in(said_in(start))) - {""}
    if not found:
        raise NotObserved("What the start was told of the interview does not come from its create.")
    return frozenset(found)


def counterpart(text: str, told: Json, other: Json) -> str:
    """What stands in `other` where `told`, an answer to the same call, has the text; raises
    NotObserved where it has it nowhere, or `other` has no text there.
    """
    found = dict(_pairs(told, other)).get(text)
    if found is None:
        raise NotObserved(f"No other answer has anything in the place of '{text}'.")
    return found


def with_counterparts(said: Json, told: Json, other: Json) -> Json:
    """`said` with each text that `told` has replaced by what `other` has in its place."""
    pairs = dict(_pairs(told, other))
    return _replaced(said, lambda text: pairs.get(text, text))


def part_of(body: Json, path: str) -> Json:
    """What stands at the dotted path; None where nothing does."""
    return cast("Json", at(cast("JsonValue", body), path))


def texts_in(body: Json) -> Iterator[str]:
    """Every text in a JSON value, however deep."""
    if isinstance(body, str):
        yield body
    elif isinstance(body, Mapping):
        for it in body.values():
            yield from texts_in(it)
    elif isinstance(body, (list, tuple)):
        for it in body:
            yield from texts_in(it)


def with_text(body: Json, old: str, new: str) -> Json:
    """The JSON value with each text that is `old` replaced by `new`."""
    return _replaced(body, lambda text: new if text == old else text)


def _replaced(body: Json, replace: Callable[[str], str]) -> Json:
    if isinstance(body, str):
        return replace(body)
    if isinstance(body, Mapping):
        return {name: _replaced(it, replace) for name, it in body.items()}
    if isinstance(body, (list, tuple)):
        return [_replaced(it, replace) for it in body]
    return body


def _pairs(told: Json, other: Json) -> Iterator[tuple[str, str]]:
    """Each text of `told`, with the text that stands in the same place in `other`."""
    if isinstance(told, str) and isinstance(other, str) and told:
        yield told, other
    elif isinstance(told, Mapping) and isinstance(other, Mapping):
        for name in told.keys() & other.keys():
            yield from _pairs(told[name], other[name])
    elif isinstance(told, (list, tuple)) and isinstance(other, (list, tuple)):
        for one, its in zip(told, other, strict=False):
            yield from _pairs(one, its)
