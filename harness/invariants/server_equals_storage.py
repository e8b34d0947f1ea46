"""The server's payload is field for field the stored one, at the same question."""

from itertools import combinations

from harness.invariants.invariant import JourneyInvariant
from harness.judge.payload import at, difference, index_of
from harness.judge.supply import Supplied, supplied
from harness.model.journey import Journey
from harness.model.verdict import Ruling, failed, not_applicable, passed


def judge(journey: Journey) -> Ruling:
    """Fails two payloads of one session at one index, from storage and server, that differ.

    Times compare as instants. What a runner wrote after it had the answer is a copy of it, and is
    not compared.
    """
    known = supplied(journey)
    session = journey.session
    seeded = session.payload if session and session.in_storage else None
    if seeded is not None:
        known = (Supplied("storage", seeded, 0, "storage (as seeded)"), *known)
    pairs = [(a, b) for a, b in combinations(known, 2) if _is_comparable(a, b, journey)]
    if not pairs:
        return not_applicable("No session was seen from both layers.")
    for a, b in pairs:
        where = difference(a.payload, b.payload, journey.rules)
        if where:
            return failed(
                f"'{where}' differs between {a.place} and {b.place}: "
                f"{_short(at(a.payload, where))} and {_short(at(b.payload, where))}.",
                *(seq for seq in (a.seq, b.seq) if seq),
                examined=len(pairs),
            )
    return passed(len(pairs))


def _is_comparable(a: Supplied, b: Supplied, journey: Journey) -> bool:
    rules = journey.rules
    same = at(a.payload, rules.payload_id) == at(b.payload, rules.payload_id)
    indices = index_of(a.payload, rules), index_of(b.payload, rules)
    stored, server = (a, b) if a.source == "storage" else (b, a)
    is_copy = stored.actor == server.actor and stored.seq > server.seq
    both = {a.source, b.source} == {"storage", "server"}
    return both and not is_copy and same and indices[0] == indices[1]


def _short(value: object) -> str:
    text = "nothing" if type(value) is object else repr(value)
    return text if len(text) <= 60 else text[:59] + "…"


INVARIANT = JourneyInvariant("server-equals-storage", "server.get.equal", judge, by_presence=True)
