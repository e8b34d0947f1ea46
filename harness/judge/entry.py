"""Whether a storage entry counts: for this session, this reader, in this shape."""

import json
from collections.abc import Mapping
from urllib.parse import urlsplit

from harness.judge.answer import url_id_of
from harness.judge.payload import ABSENT, at, fault_of, names
from harness.model.attribution import Reason
from harness.model.event import Event, Json
from harness.model.rules import Rules
from harness.model.session import NOBODY, Session
from harness.model.trace import Trace


def judge_entry(
    value: Json, *, url_id: str, session: Session | None, reader: str | None, rules: Rules
) -> Reason:
    """Why the entry, its text or what was parsed of it, does not count; NONE where it does.

    `reader` is the uid that auth remembers, None for nobody, '' for somebody whose uid nobody told:
    whose the entry is cannot be said then.
    """
    if value is None:
        return Reason.ABSENT
    entry = parsed(value)
    if not isinstance(entry, Mapping):
        return Reason.CORRUPT
    if any(at(entry, path) != value for path, value in rules.entry_fixed.items()):
        return Reason.WRONG_SHAPE
    if rules.entry_reader and _is_anothers(at(entry, rules.entry_reader), reader):
        return Reason.OTHER_READER
    payload = payload_in(entry, rules)
    if fault_of(payload, rules):
        return Reason.WRONG_SHAPE
    return Reason.NONE if names(payload, session, url_id, rules) else Reason.OTHER_ID


def _is_anothers(stored: object, reader: str | None) -> bool:
    return reader is None or (reader != "" and stored != reader)


def payload_in(value: Json, rules: Rules) -> Json:
    """The payload within an entry, or its text; None where there is none."""
    found = at(parsed(value), rules.entry_payload)
    return None if found is ABSENT else found  # type: ignore[return-value]  # at() gives Json


def parsed(value: Json) -> Json:
    """The value, a text as the JSON that it holds; None where it holds none."""
    if not isinstance(value, str):
        return value
    try:
        found: Json = json.loads(value)
    except ValueError:
        return None
    return found


def reader_of(trace: Trace) -> str | None:
    """The uid that auth remembered in this load: what the app last read of it before the end, else
    the visitor's; nobody where storage itself threw at whoever looked, unless a cookie was there
    that stands in for it, and on an origin that is not the app's own, where nobody signed in. ''
    for a visitor who is signed in, and whose uid nobody told.
    """
    key = trace.rules.reader_key
    if not key and _is_elsewhere(trace):
        return None
    looked = [it for it in trace.until_end if it.what == "storage.read"]
    reads = [it for it in looked if it.text("key") in (key, "*")] if key else []
    if reads and reads[-1].detail.get("found") is True:
        return reads[-1].text("value") or None
    is_elsewhere_remembered = not reads or reads[-1].detail.get("spare") is True
    return _uid_of(trace) if is_elsewhere_remembered else None


def _uid_of(trace: Trace) -> str | None:
    who = trace.visitor
    is_nobody = who.name in ("", NOBODY.name, *trace.rules.guests)
    return who.uid or (None if is_nobody else "")


def _is_elsewhere(trace: Trace) -> bool:
    """Whether the load's origin is another than those that the rules know."""
    at = urlsplit(trace.url)
    own = trace.rules.origins
    return bool(own) and bool(at.netloc) and f"{at.scheme}://{at.netloc}" not in own


def reason_of(trace: Trace, read: Event) -> Reason:
    """Why what this read of the load's entry saw does not count; NONE where it does."""
    if read.text("threw"):
        return Reason.BLOCKED
    if read.detail.get("found") is not True:
        return Reason.ABSENT
    return judge_entry(
        read.detail.get("value"),
        url_id=url_id_of(trace),
        session=trace.session,
        reader=reader_of(trace),
        rules=trace.rules,
    )


def entry_reads(trace: Trace) -> tuple[Event, ...]:
    """The reads of the load's entry up to its end; a storage that throws counts as a read."""
    return tuple(
        it
        for it in trace.until_end
        if it.what == "storage.read" and (it.text("key") == key_of(trace) or it.text("threw"))
    )


def entry_writes(trace: Trace) -> tuple[Event, ...]:
    """The writes of the load's entry up to its end, those that threw too."""
    key = key_of(trace)
    return tuple(
        it for it in trace.until_end if it.what == "storage.write" and it.text("key") == key
    )


def key_of(trace: Trace) -> str:
    """The storage key of the session that the address asks for."""
    return entry_key(url_id_of(trace), trace.session, trace.rules)


def entry_key(url_id: str, session: Session | None, rules: Rules) -> str:
    """The storage key of the session with that id in its address."""
    known = session is not None and session.url_id == url_id
    own = session.entry_id if session is not None and known else ""
    return rules.entry_key.replace("{id}", own or url_id)


def is_shut(trace: Trace) -> bool:
    """Whether storage refused the page altogether, so that nothing can be written either."""
    return any(it.text("threw") for it in entry_reads(trace))
