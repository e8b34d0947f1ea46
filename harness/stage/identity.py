"""Which ids a started session has: in its address, in its storage key, and of its document."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from pydantic import JsonValue

from harness.model.event import Event, Json, Phase
from harness.model.word import Role
from harness.profile.payload import FromAnswer, FromKey, FromPayload, Where
from harness.profile.profile import Profile
from harness.profile.template import at


@dataclass(frozen=True, slots=True)
class Identity:
    """The three ids; `entry_id` is '' where the key has the URL's."""

    url_id: str
    document_id: str
    entry_id: str = ""


def identity_of(url: str, events: Iterable[Event], profile: Profile) -> Identity:
    """The ids of the session that the runner's address opens, read where the profile says.

    What could not be read is taken to be the URL's id.
    """
    seen = tuple(events)
    url_id = profile.url_id(url) or ""
    document_id = _read(profile.ids.document, seen, profile) or url_id
    match profile.storage.key_id:
        case "document":
            entry_id = document_id
        case "own":
            entry_id = _read(profile.ids.entry, seen, profile)
        case _:
            entry_id = ""
    return Identity(url_id, document_id, "" if entry_id == url_id else entry_id)


def documents_created(events: Iterable[Event], profile: Profile) -> tuple[str, ...]:
    """The document that each answer names which says that a session was created, in their order; ''
    where its id cannot be read there, because the profile reads it elsewhere.
    """
    where = profile.ids.document
    field = (
        where.field if isinstance(where, FromAnswer) and where.answer == str(Role.CREATE) else ""
    )
    answers = [it for it in events if _is_answer(it, Role.CREATE) and _is_success(it)]
    return tuple(_named(it, field) for it in answers)


def payload_seen(events: Iterable[Event], profile: Profile) -> Mapping[str, Json] | None:
    """The payload that was stored last, else the one that the server answered; None for neither."""
    stored, answered = None, None
    for it in events:
        if it.what == "storage.write" and it.text("role") == "entry":
            stored = at(_json(it.detail.get("value")), profile.storage.payload) or stored
        elif _is_answer(it, Role.SESSION):
            answered = at(_json(it.detail.get("body")), profile.payload.answer) or answered
    found = stored or answered
    return cast("Mapping[str, Json]", found) if isinstance(found, dict) else None


def _read(where: Where | None, events: tuple[Event, ...], profile: Profile) -> str:
    match where:
        case FromAnswer():
            bodies = [it.detail.get("body") for it in events if _is_answer(it, where.answer)]
            found = at(_json(bodies[-1]), where.field) if bodies else None
        case FromPayload():
            payload = payload_seen(events, profile)
            found = at(cast("JsonValue", payload), where.payload)
        case FromKey():
            before, _, after = map(re.escape, profile.storage.entry.partition("{id}"))
            keys = [it.text("key") for it in events if it.what == "storage.write"]
            ids = [m[1] for it in keys if (m := re.fullmatch(f"{before}(.+){after}", it))]
            found = ids[-1] if ids else None
        case None:
            found = None
    return str(found) if found is not None else ""


def _is_answer(event: Event, role: str) -> bool:
    return event.what == "request" and event.kind is Phase.OK and event.text("role") == role


def _named(answer: Event, field: str) -> str:
    return str((at(_json(answer.detail.get("body")), field) if field else None) or "")


def _is_success(event: Event) -> bool:
    status = event.detail.get("status")
    return isinstance(status, int) and 200 <= status < 300


def _json(value: Json) -> JsonValue:
    return cast("JsonValue", value)
