"""What a visitor without a browser says, learnt from real browsers that started some sessions.

Two starts are the least: what is the same in both belongs to the application, and what is not was
told by the server in between (`harness.load.likeness`).
"""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from harness.errors import BadSetting
from harness.load.likeness import Unlike, likened
from harness.load.walk import Heard, Replied, Sources, Walk
from harness.profile.speech import Replying, Speech, Spoken


def learnt(walks: Sequence[Walk], values: Mapping[str, str]) -> Speech:
    """The table `[load]`, but for the sign-in; `values` are the visitor's.

    Raises BadSetting, with the key to write, for what cannot be said again.
    """
    told: list[Sources] = [{"visitor": dict(values), "uid": it.uid, "said": {}} for it in walks]
    create = _spoken([it.create for it in walks], told, "create")
    told = [_after(its, "create", it.create) for its, it in zip(told, walks, strict=True)]
    start = None
    starts = [it.start for it in walks if it.start is not None]
    if len(starts) == len(walks):
        start = _spoken(starts, told, "start")
        told = [_after(its, "start", it) for its, it in zip(told, starts, strict=True)]
    return Speech(
        create=create,
        start=start,
        answer=_replying(walks, told),
        url_id=_id([it.url_id for it in walks], told, "url_id"),
        document_id=_other_id([it.document_id for it in walks], walks, told, "document_id"),
        entry_id=_other_id([it.entry_id for it in walks], walks, told, "entry_id"),
        payload=_payload([it.stored for it in walks], told, "payload"),
        query=walks[0].query if len({it.query for it in walks}) == 1 else "",
    )


def _spoken(heard: Sequence[Heard], told: Sequence[Sources], key: str) -> Spoken:
    first = heard[0]
    try:
        path = likened([it.path for it in heard], told)
        body = likened([it.said for it in heard], told)
    except Unlike as error:
        raise _unlike(f"the call {first.method} {first.path}", error, f"load.{key}.body") from error
    if isinstance(body, str):
        raise BadSetting(
            f"What {first.method} {first.path} says is no JSON, and virtual users say nothing "
            f"else. Write a call of the application's that does, as load.{key}."
        )
    statuses = {it.status for it in heard}
    status = statuses.pop() if len(statuses) == 1 else 0
    return Spoken(call=f"{first.method} {path}", body=body, status=status)


def _after(sources: Sources, name: str, heard: Heard) -> Sources:
    """The sources with what was said and answered; what was said counts least."""
    said = sources["said"]
    assert isinstance(said, dict)
    return {**sources, "said": {**said, name: heard.said}, name: heard.told}


def _payload(stored: Sequence[JsonValue], told: Sequence[Sources], key: str) -> JsonValue:
    if any(it is None for it in stored):
        return None
    try:
        return likened(stored, told)
    except Unlike as error:
        raise _unlike("the entry that the starter stores", error, f"load.{key}") from error


def _id(ids: Sequence[str], told: Sequence[Sources], key: str) -> str:
    try:
        return str(likened(ids, told))
    except Unlike as error:
        raise _unlike("the session's id", error, f"load.{key}") from error


def _other_id(ids: Sequence[str], walks: Sequence[Walk], told: Sequence[Sources], key: str) -> str:
    if all(it in ("", walk.url_id) for it, walk in zip(ids, walks, strict=True)):
        return ""
    return _id(ids, told, key)


def _replying(walks: Sequence[Walk], told: Sequence[Sources]) -> Replying | None:
    """How an answer is handed in, where every walk has shown two, so that what moves is seen."""
    if any(len(it.replies) < 2 for it in walks):
        return None
    pairs = [(its, it) for walk, its in zip(walks, told, strict=True) for it in walk.replies]
    before = [_before(its, it) for its, it in pairs]
    call = _spoken([it.heard for _, it in pairs], before, "answer")
    after: list[Sources] = [
        {**its, "answer": it.heard.told} for its, (_, it) in zip(before, pairs, strict=True)
    ]
    payload = _payload([it.after for _, it in pairs], after, "answer.payload")
    return Replying(call=call.call, body=call.body, status=call.status, payload=payload)


def _before(sources: Sources, it: Replied) -> Sources:
    return {**sources, "payload": it.before, "reply": {"text": it.text}}


def _unlike(what: str, error: Unlike, key: str) -> BadSetting:
    return BadSetting(
        f"Of {what}, {error}: virtual users cannot say it again. Write {key} into the profile "
        "(harness/profile/speech.py has the names that may stand in it)."
    )
