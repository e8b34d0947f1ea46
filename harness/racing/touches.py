"""What a step touched, read from what was recorded while it lasted.

Names hold for every run of a scenario: ids differ from run to run, so that all entries count as one
thing, and all documents of a collection. That errs on the safe side: two steps that touched
different entries are taken for dependent.
"""

from collections.abc import Iterable, Iterator

from harness.model.event import Event, Phase
from harness.model.word import Role
from harness.race.step import ANYTHING, Gate, Touch
from harness.racing.doors import VISIBLE

_DONE = (Phase.OK, Phase.FAIL, Phase.INFO)


def touched(gate: Gate, events: Iterable[Event], *, sees_backend: bool) -> frozenset[Touch]:
    """What the step from the gate's opening to the next moment of quiet read or wrote."""
    found = {Touch(f"tab {gate.actor}", writes=True)}
    found |= {it for event in events for it in _of(event)}
    if not sees_backend and (gate.name.endswith(".request") or gate.name.startswith("db.")):
        # Whatever the server did with it is not seen: a call that only reads is told by its role.
        reads = gate.name.split(".")[0] in (Role.SESSION, "document")
        found.add(Touch("server", writes=not reads))
    return frozenset(found)


def _of(event: Event) -> Iterator[Touch]:
    if event.what.startswith("storage.") and event.detail.get("visible") is not False:
        yield _of_storage(event)
    elif event.what.startswith("db.") and event.kind in _DONE:
        yield _of_database(event)
    elif event.what == "message":
        yield Touch(ANYTHING)
    if event.actor.startswith("tab-") and event.what != VISIBLE:
        yield Touch(f"tab {event.actor}", writes=True)


def _of_storage(event: Event) -> Touch:
    role, key = event.text("role"), event.text("key")
    if key == "*":
        return Touch(ANYTHING)
    thing = "entry" if role == "entry" else key
    return Touch(f"storage {thing}", writes=event.what != "storage.read")


def _of_database(event: Event) -> Touch:
    collection = event.text("path").partition("/")[0]
    return Touch(f"database {collection}", writes=event.what not in ("db.read", "db.list"))
