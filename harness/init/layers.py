"""The tables about the two layers: storage, ids, calls, payload, telemetry."""

from collections.abc import Iterator

from harness.init.calls import (
    beacons,
    reads,
    sign_in_calls,
    started_by,
    template,
    told_apart,
)
from harness.init.facts import Facts, url_id
from harness.init.fields import payload_fields, reported
from harness.init.ids import pattern_of, unknown_like
from harness.init.storage import old, reader_key
from harness.init.toml import Key, Table

NO_ENTRY = "no storage key with the session's id was written: name it, with {id} in its place"
NO_SESSION = "no request gave the session: 'GET /path/{id}' of the endpoint that does"
NO_CREATE = "'POST /path' that makes a session"
PAYLOAD = {
    "id": "the dotted path of the session's id in the payload",
    "required": "the keys that a payload must have",
    "nonce": "the dotted path of what a person sees of the session on the ready screen",
}
FURTHER = ("times", "index", "question", "history")


def layers(facts: Facts) -> Iterator[Table]:
    """Storage, ids, api, payload and telemetry."""
    yield Table("storage", tuple(_storage(facts)))
    yield _ids(facts)
    yield Table("api", tuple(_api(facts)))
    yield _payload(facts)
    yield _telemetry(facts)


def _storage(facts: Facts) -> Iterator[Key]:
    if facts.entry is None:
        yield Key("entry", None, todo=NO_ENTRY)
        return
    entry, by_document = facts.entry
    yield Key("entry", entry.key, "written between the click and the runner")
    yield Key("key_id", "document" if by_document else "", "not the address's id", needed=False)
    yield Key("payload", entry.payload, "has the keys of the server's answer", needed=False)
    yield Key("reader", entry.reader, "holds whom the token is about", needed=False)
    key = reader_key(facts.home.stored, facts.uid)
    yield Key("reader_key", key, "is whom the token is about", needed=False)
    yield Key("auth", sorted(facts.home.stored), "written by signing in", needed=False)
    yield Key("fixed", entry.fixed, "what else the entry holds", needed=False)
    yield Key("old", old(entry.fixed), "assumed: what the build before wrote", needed=False)


def _ids(facts: Facts) -> Table:
    seen = [url_id(it) for it in facts.walk.begun]
    document = {"answer": "create", "field": facts.document[1]} if facts.document else None
    how = "the answer to the start named another id than the address"
    pattern = Key("pattern", pattern_of(seen), f"ids like {seen[0]}" if seen else "any")
    unknown = Key("unknown", unknown_like(facts.id), "well-formed, and nobody's")
    return Table("ids", (pattern, unknown, Key("document", document, how, needed=False)))


def _api(facts: Facts) -> Iterator[Key]:
    known = template(facts.session, facts.ids) if facts.session else ""
    yield Key("session", known, "asked when storage was empty; gave the session", NO_SESSION)
    made, told = facts.started
    calls = {"create": made, "start": told}
    if facts.runner:
        calls |= {"answer": [*facts.runner.asked.answer], "end": [*facts.runner.asked.end]}
    named = told_apart(calls, facts.ids)
    create = [named["create"], *_other_creates(facts)] if "create" in named else None
    yield Key("create", create, "answered with the new id", NO_CREATE)
    for role in ("start", "answer", "end"):
        yield Key(role, named.get(role), "named the session", needed=False)
    homes = facts.walk.homes
    typed = [text for it in homes for text in (it.account.email, it.account.password) if text]
    auth = sign_in_calls([it for home in homes for it in home.exchanges], typed)
    yield Key("auth", auth, "carried what was typed into the form", needed=False)
    sent = beacons(facts.asked)
    report = template(sent[0], ()) if sent else ""
    yield Key("telemetry", report, "sent as a beacon", needed=False)
    rest = reads(facts.asked, facts.ids, [known])
    yield Key("data", rest, "all else that pages asked for", needed=False)


def _other_creates(facts: Facts) -> list[str]:
    """What other starters make their sessions by."""
    known = {template(it, facts.ids) for role in facts.started for it in role}
    found = []
    for begun in facts.walk.begun[1:]:
        made, _ = started_by(begun.exchanges, [url_id(begun)])
        found += [template(it, ()) for it in made[:1] if template(it, ()) not in known]
    return list(dict.fromkeys(found))


def _payload(facts: Facts) -> Table:
    answer = facts.session.got if facts.session else None
    shown = facts.runner.ready.text if facts.runner else ""
    found = payload_fields(answer, facts.id, shown)
    needed = [Key(name, found.get(name), todo=todo) for name, todo in PAYLOAD.items()]
    more = [Key(name, found.get(name), needed=False) for name in FURTHER]
    return Table("payload", (*needed, *more), "from the server's answer, and the ready screen")


def _telemetry(facts: Facts) -> Table:
    sent = beacons(facts.asked)
    found = reported(sent[-1].sent) if sent else {}
    keys = [Key(name, value) for name, value in found.items()]
    return Table("telemetry", tuple(keys), "from the keys of a report that the runner sent")
