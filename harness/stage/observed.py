"""What a page said to its server, seen on its way: to be said again, or a little differently.

Nothing here knows an application's fields by name. That an id stands in an answer is known from its
being said again in the next call.
"""

from collections.abc import Iterator, Mapping
from typing import cast

from pydantic import JsonValue

from harness.errors import NotObserved
from harness.model.event import Json
from harness.model.journey import Journey
from harness.model.request import Request
from harness.model.word import Role
from harness.profile.template import at


def call_in(journey: Journey, role: Role) -> Request:
    """The last call of that role that was answered; raises NotObserved where there is none."""
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


def id_field(create: Request, start: Request) -> str:
    """The field of `create`'s answer whose text `start` says again: the id; raises NotObserved."""
    again = set(texts_in(said_in(start)))
    told = answered_in(create)
    found = [name for name, it in told.items() if isinstance(it, str) and it and it in again]
    if not found:
        raise NotObserved("What the start was told of the interview does not come from its create.")
    return found[0]


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
    if isinstance(body, str):
        return new if body == old else body
    if isinstance(body, Mapping):
        return {name: with_text(it, old, new) for name, it in body.items()}
    if isinstance(body, (list, tuple)):
        return [with_text(it, old, new) for it in body]
    return body
