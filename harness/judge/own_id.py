"""By which ids a starter's session goes: opened with, stored under, answered."""

from collections.abc import Iterator, Mapping

from harness.judge.act import asked, is_good, sent
from harness.judge.answer import id_in
from harness.judge.payload import at
from harness.model.address import id_in_key
from harness.model.event import Event, Json
from harness.model.journey import Journey
from harness.model.word import Role

OPENED, STORED, ANSWERED = "opened", "stored", "answered"
Told = tuple[str, str]


def own_ids(journey: Journey) -> tuple[Told, ...]:
    """What the starter did with which id, each id once and in this order: opened the runner with
    it, stored an entry under it, was answered it by create or start. () where nothing was opened.
    """
    event = sent(journey)
    if not journey.starter or event is None:
        return ()
    told = [(OPENED, id_in(event.text("url"), journey.rules))]
    told += [(STORED, id_in_key(it.text("key"), journey.rules.entry_key)) for it in stored(journey)]
    told += [(ANSWERED, it) for it in _answered(journey)]
    first: dict[str, str] = {}
    for how, id in told:
        if id:
            first.setdefault(id, how)
    return tuple((how, id) for id, how in first.items())


def stored(journey: Journey) -> tuple[Event, ...]:
    """The writes of entries by the starter's own tab, whichever session's."""
    key = journey.rules.entry_key
    own = (it for it in journey.of(journey.starter_tab) if it.what == "storage.write")
    return tuple(it for it in own if id_in_key(it.text("key"), key))


def is_answered(journey: Journey, id: str) -> bool:
    """Whether an answer of create or start holds that id."""
    answers = (it for it in asked(journey, Role.CREATE, Role.START) if is_good(it))
    return any(f"'{id}'" in repr(it.body) for it in answers)


def _answered(journey: Journey) -> list[str]:
    """What stands where the app names a session, in the answers of create and start."""
    answers = (it for it in asked(journey, Role.CREATE, Role.START) if is_good(it))
    return [id for it in answers for field in journey.rules.id_fields for id in _at(it.body, field)]


def _at(body: Json, field: str) -> Iterator[str]:
    """What stands there, be it within an envelope of the answer's own."""
    found = at(body, field)
    if isinstance(found, str):
        yield found
    elif isinstance(body, Mapping):
        for it in body.values():
            yield from _at(it, field)
