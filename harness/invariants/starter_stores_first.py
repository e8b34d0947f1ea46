"""A starter writes the payload to storage, and reads it back, before it opens the runner."""

from harness.invariants.invariant import JourneyInvariant
from harness.judge.act import is_good
from harness.judge.answer import id_in
from harness.judge.entry import entry_key, payload_in
from harness.judge.order import order_in
from harness.judge.own_id import is_answered, stored
from harness.judge.payload import fault_of
from harness.judge.start import Start, start_of
from harness.model.address import id_in_key
from harness.model.event import Event, Phase
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown


def judge(journey: Journey) -> Ruling:
    """Fails a starter that opened the runner without a payload in storage, that wrote it before
    start was answered, that did not read it back, or that did not write once more what it did not
    find. A storage that throws ends the matter: the server layer exists for it.
    """
    start = start_of(journey)
    if start is None or start.send is None:
        return not_applicable("No starter opened a runner.")
    key = _key(journey, start.send)
    acts = _acts(journey, start, key, start.send)
    if any(it.text("threw") for it in acts):
        return passed()
    writes = [it for it in acts if it.what == "storage.write"]
    if not writes:
        return _unwritten(journey, start, key)
    fault = fault_of(payload_in(writes[-1].detail.get("value"), journey.rules), journey.rules)
    if writes[-1].detail.get("value") is not None and fault:
        return failed(f"What the starter wrote to '{key}' is no payload: {fault}.", writes[-1].seq)
    good = [it for it in start.last if is_good(it) and it.end is not None]
    if good and good[0].end and writes[-1].seq < good[0].end.seq:
        return failed(
            f"'{key}' was written before {good[0].role} was answered.",
            writes[-1].seq,
            *good[0].evidence,
        )
    return _read_back(key, acts, writes[0])


def _key(journey: Journey, sent: Event) -> str:
    """The key of the session that was started: the one of the id in the runner's address. Where no
    call answered that id, but one that an entry was written under, it is the address that is wrong,
    which is another invariant's, and the entry is judged as the one that it is.
    """
    url_id = id_in(sent.text("url"), journey.rules)
    known = [it for it in stored(journey) if is_answered(journey, _id_of(it, journey))]
    if known and not is_answered(journey, url_id) and not _is_known(url_id, journey):
        return known[-1].text("key")
    return entry_key(url_id, journey.session, journey.rules)


def _id_of(write: Event, journey: Journey) -> str:
    return id_in_key(write.text("key"), journey.rules.entry_key)


def _is_known(url_id: str, journey: Journey) -> bool:
    """Whether the harness knows of another id that the session of this address has in its key."""
    session = journey.session
    return session is not None and session.url_id == url_id and session.entry_id not in ("", url_id)


def _acts(journey: Journey, start: Start, key: str, sent: Event) -> list[Event]:
    """What the starter's tab did to the entry before it sent the tab on, with what threw."""
    order = order_in(journey)
    own = [it for it in journey.of(start.tab) if it.what.startswith("storage.")]
    named = [it for it in own if it.text("key") == key or it.text("threw")]
    return [it for it in named if order.happened_before(it, sent) is not False]


def _unwritten(journey: Journey, start: Start, key: str) -> Ruling:
    assert start.send is not None
    late = [it for it in journey.of(start.tab) if it.what == "storage.write"]
    own = [it for it in late if it.text("key") == key and it.kind is Phase.OK]
    when = "only after the tab was sent on" if own else "never"
    return failed(f"The starter wrote '{key}' {when}.", start.send.seq, *(it.seq for it in own[:1]))


def _read_back(key: str, acts: list[Event], write: Event) -> Ruling:
    reads = [it for it in acts if it.what == "storage.read" and it.seq > write.seq]
    if not reads:
        return failed(f"The starter did not read '{key}' back after it wrote it.", write.seq)
    if reads[0].detail.get("found") is True:
        return passed()
    again = [it for it in acts if it.what == "storage.write" and it.seq > reads[0].seq]
    if again:
        return passed()
    if reads[0].detail.get("found") is None:
        return unknown(f"What the starter found under '{key}' was not recorded.", reads[0].seq)
    return failed(
        f"The starter did not find '{key}' when it read it back, and did not write it once more.",
        write.seq,
        reads[0].seq,
    )


INVARIANT = JourneyInvariant("starter-stores-first", "starter.storage", judge)
