"""What the database is known to have written of a session, by the backend's own log."""

from harness.judge.order import Order
from harness.model.event import Event, Phase
from harness.model.journey import Journey
from harness.model.request import Request

WRITES = ("db.create", "db.replace")


def writes_of(journey: Journey, request: Request) -> tuple[Event, ...]:
    """The writes of session documents that went well while the server served this request."""
    if not request.pair:
        return ()
    return tuple(it for it in writes_in(journey) if it.pair == request.pair)


def writes_in(journey: Journey) -> tuple[Event, ...]:
    """All writes of session documents that went well, in the backend's order."""
    before = journey.rules.document_path.partition("{id}")[0]
    found = (it for it in journey.events if it.what in WRITES and it.kind is Phase.OK)
    return tuple(it for it in found if before and it.text("path").startswith(before))


def answered(journey: Journey, request: Request) -> Event | None:
    """The server's own note of its answer; the tab's where there is none; None without either."""
    own = (
        it
        for it in journey.named("request")
        if it.actor == "server" and it.kind is Phase.OK and it.pair == request.pair
    )
    return next(own, request.end)


def first_before(order: Order, writes: tuple[Event, ...], event: Event) -> bool | None:
    """Whether some write is known to come before the event; False where all are known to come
    later.
    """
    told = [order.happened_before(it, event) for it in writes]
    if True in told:
        return True
    return None if None in told else False
