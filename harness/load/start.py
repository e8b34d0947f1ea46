"""Starts a session as the application's starter does, and answers a question as its runner does."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from pydantic import JsonValue

from harness.load.call import Call, Send, body_of, expecting
from harness.load.filling import filled
from harness.load.payload import is_payload
from harness.load.person import Person
from harness.load.script import Line, Script
from harness.load.world import NoAnswer
from harness.model.rules import Rules
from harness.profile.template import at

CREATE = "create"
START = "start"
ANSWERING = "answer"
ANSWER = "Because of its laboratories."
# As long as the page's own calls may take.
TIMEOUT_MS = 10_000


class NotStarted(Exception):
    """The interview could not be started, so there is nothing to load."""


@dataclass(frozen=True, slots=True)
class Started:
    """A session: its ids (in the runner's address, of the document, as the session API takes it,
    in the storage key), its payload, None where nobody knows it, and what its calls were answered.
    """

    url_id: str
    document_id: str = ""
    session_id: str = ""
    entry_id: str = ""
    payload: JsonValue = None
    told: Mapping[str, JsonValue] = field(default_factory=dict)
    answers: int = 0

    def id_in_payload(self, rules: Rules) -> str:
        """The id by which the payload names the session; '' where nobody knows."""
        found = at(self.payload, rules.payload_id)
        return "" if found is None else str(found)


NOTHING = Started("")


def start(send: Send, person: Person, script: Script, rules: Rules) -> Started:
    """A new session of this person.

    Raises NotStarted when a call fails, or when what came makes no payload.
    """
    try:
        told = _told(send, person, script)
    except NoAnswer as error:
        raise NotStarted(f"no answer: {error}") from error
    sources = {**person.sources, **told}
    last = START if script.start else CREATE
    url_id = _id(script.url_id, sources)
    if not url_id:
        raise NotStarted(f"{last} answered no id")
    payload = filled(script.payload, sources)
    if script.payload is not None and not is_payload(payload, rules):
        raise NotStarted(f"{last} answered no session")
    return Started(
        url_id,
        _id(script.document_id, sources) or url_id,
        _id(script.session_id, sources) or url_id,
        _id(script.entry_id, sources) or url_id,
        payload,
        told,
    )


def answered(send: Send, person: Person, script: Script, it: Started) -> tuple[Started, bool]:
    """The session after one more answer, and whether there is another question to answer.

    Raises NotStarted when the call fails, or the application takes no answers that are known.
    """
    reply = script.answer
    if reply is None:
        raise NotStarted("nobody knows how an answer is handed in")
    reply_text: JsonValue = {"text": ANSWER}
    sources = {**person.sources, **it.told, "payload": it.payload, "reply": reply_text}
    try:
        body = filled(reply.line.body, sources)
        found = _called(send, person, ANSWERING, reply.line, body, sources)
    except NoAnswer as error:
        raise NotStarted(f"no answer: {error}") from error
    payload = filled(reply.payload, {**sources, "answer": found})
    moved = replace(it, payload=payload, answers=it.answers + 1)
    return moved, bool(reply.more) and at(found, reply.more) is not None


def _told(send: Send, person: Person, script: Script) -> dict[str, JsonValue]:
    said: dict[str, JsonValue] = {}
    told: dict[str, JsonValue] = {"said": said}
    for name, line in ((CREATE, script.create), (START, script.start)):
        if line is not None:
            sources = {**person.sources, **told}
            body = said[name] = filled(line.body, sources)
            told[name] = _called(send, person, name, line, body, sources)
    return told


def _called(
    send: Send,
    person: Person,
    name: str,
    line: Line,
    body: JsonValue,
    sources: Mapping[str, JsonValue],
) -> JsonValue:
    token = person.token(TIMEOUT_MS)
    path = str(filled(line.path, _encoded(sources))) if "{" in line.path else line.path
    wrong = expecting(line.status)
    call = Call(line.method, path, name, body, token, TIMEOUT_MS, wrong, line.headers)
    answer = send(call)
    if not line.takes(answer.status):
        raise NotStarted(f"{name} answered {answer.status}")
    return body_of(answer)


def _encoded(sources: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """The same with each text encoded as a part of a path."""
    return {name: _part_of_path(it) for name, it in sources.items()}


def _part_of_path(value: JsonValue) -> JsonValue:
    if isinstance(value, str):
        return quote(value, safe="")
    return _encoded(value) if isinstance(value, dict) else value


def _id(template: str, sources: Mapping[str, JsonValue]) -> str:
    found = filled(template, sources) if template else None
    return "" if found is None else str(found)
