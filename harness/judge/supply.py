"""Every payload that a journey saw, and where."""

from collections.abc import Iterator
from dataclasses import dataclass

from harness.judge.act import asked, is_good, is_own_answer
from harness.judge.answer import payload_of
from harness.judge.entry import payload_in
from harness.judge.payload import fault_of
from harness.model.event import Json
from harness.model.journey import Journey
from harness.model.word import Role


@dataclass(frozen=True, slots=True)
class Supplied:
    """A well-shaped payload; `source` is 'storage' (the app wrote it) or 'server'. `place` is in
    words for a person.
    """

    source: str
    payload: Json
    seq: int
    place: str
    actor: str = ""


def supplied(journey: Journey) -> tuple[Supplied, ...]:
    """The payloads that starters and runners wrote to storage, and the server's own answers."""
    return (*_stored(journey), *_answered(journey))


def _stored(journey: Journey) -> Iterator[Supplied]:
    prefix = journey.rules.entry_key.partition("{id}")[0]
    for it in journey.named("storage.write"):
        if not it.text("key").startswith(prefix) or it.detail.get("value") is None:
            continue
        payload = payload_in(it.detail["value"], journey.rules)
        if not fault_of(payload, journey.rules):
            place = f"storage ('{it.text('key')}', written in {it.actor})"
            yield Supplied("storage", payload, it.seq, place, it.actor)


def _answered(journey: Journey) -> Iterator[Supplied]:
    for it in asked(journey, Role.SESSION):
        ok = is_good(it) and is_own_answer(journey, it)
        payload = payload_of(it, journey.rules)
        if ok and it.end is not None and not fault_of(payload, journey.rules):
            place = f"the answer of {it.url}"
            yield Supplied("server", payload, it.end.seq, place, it.begin.actor)
