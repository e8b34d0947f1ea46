"""Makes hand-written traces and journeys: one short call an event.

A tape numbers events and keeps the time of each tab; `trace` and `journey` cut what was recorded.
"""

import copy
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from harness.model.event import Event, Json, Phase
from harness.model.journey import Journey
from harness.model.rules import Rules
from harness.model.session import Session, Visitor
from harness.model.trace import Trace
from harness.model.word import Topology
from harness.stage.slicing import ending, segments

ORIGIN = "http://app.test"
RUNNER = f"{ORIGIN}/interview/iv1?from=org"
ENTRY_KEY = "interview:init:iv1"
OWNER = Visitor("owner", "u1", "student", "north")
STAFF = Visitor("staff", "s1", "staff", "north")
QUESTION = "Why do you want to study here?"
PAYLOAD: dict[str, Any] = {
    "apiSession": {
        "id": "as1",
        "userId": "u1",
        "conversationHistory": [{"role": "interviewer", "content": QUESTION}],
        "currentQuestionIndex": 0,
        "startTime": "2026-01-02T03:04:05Z",
        "endTime": None,
    },
    "firstQuestion": {"question": QUESTION, "questionType": "open", "difficulty": "easy"},
    "route": "f1",
    "studentName": "Ada Lovelace",
    "firestoreInterviewId": "iv1",
    "scope": "org",
    "orgId": "north",
}
SESSION = Session("iv1", "iv1", "Ada Lovelace", OWNER, question=QUESTION)
READY_TEXT = f"Interview with Ada Lovelace. {QUESTION} Submit answer"
BUTTONS = ("Retry", "Return to Dashboard")


def changed(path: str, value: Json) -> dict[str, Any]:
    """The payload with another value at the dotted path."""
    payload = copy.deepcopy(PAYLOAD)
    *way, last = path.split(".")
    inside = payload
    for name in way:
        inside = inside[name]
    inside[last] = value
    return payload


def entry(payload: Json = None, *, reader: str = "u1") -> str:
    """The text of an entry."""
    return json.dumps({"reader": reader, "payload": PAYLOAD if payload is None else payload})


class Tape:
    """Records events by hand; each call returns the tape, so that calls chain."""

    def __init__(self, tab: str = "tab-1") -> None:
        self.tab = tab
        self.events: list[Event] = []
        self._now: dict[str, float] = {}
        self._requests = 0

    def add(
        self,
        what: str,
        detail: Mapping[str, Json] | None = None,
        kind: Phase = Phase.INFO,
        *,
        at: float | None = None,
        actor: str = "",
        pair: str = "",
    ) -> "Tape":
        """One event; without `at`, 1 ms after the one before of the same actor."""
        who = actor or self.tab
        when = self._now.get(who, -1.0) + 1 if at is None else at
        self._now[who] = when
        clock = {"server": "backend", "database": "backend", "person": "harness"}.get(who, who)
        seq = len(self.events) + 1
        self.events.append(Event(seq, when, clock, who, kind, what, pair, dict(detail or {})))
        return self

    def on(self, tab: str) -> "Tape":
        """What follows happens in that tab."""
        self.tab = tab
        return self

    def document(
        self, url: str = RUNNER, status: int = 200, *, pair: str = "", **headers: Json
    ) -> "Tape":
        """A document that arrives."""
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        self._now[self.tab] = -1.0
        self.add("document", {"url": url}, Phase.BEGIN, pair=pair)
        return self.add("document", {"url": url, "status": status, "headers": fields}, Phase.OK)

    def route(self, url: str, *, came_from: str = RUNNER) -> "Tape":
        """The document goes on to another address."""
        return self.add("route", {"url": url, "from": came_from})

    def read(self, value: str | None = None, *, threw: str = "", key: str = ENTRY_KEY) -> "Tape":
        """A read of storage, with what it saw."""
        seen: dict[str, Json] = {"key": key, "found": value is not None}
        if value is not None:
            seen["value"] = value
        return self.add("storage.read", seen | ({"threw": threw} if threw else {}))

    def write(self, value: str | None = None, *, threw: str = "", key: str = ENTRY_KEY) -> "Tape":
        """A write of storage, of a good entry unless told."""
        text = entry() if value is None else value
        if threw:
            return self.add("storage.write", {"key": key, "threw": threw}, Phase.FAIL)
        return self.add("storage.write", {"key": key, "value": text}, Phase.OK)

    def remove(self, key: str = ENTRY_KEY) -> "Tape":
        """A removal from storage."""
        return self.add("storage.remove", {"key": key}, Phase.OK)

    def asked(
        self,
        status: int | None = 200,
        *,
        at: float | None = None,
        took: float | None = 50,
        role: str = "session",
        method: str = "GET",
        url: str = f"{ORIGIN}/api/interview/session/iv1",
        body: Json = PAYLOAD,
        headers: Mapping[str, Json] | None = None,
        fail: str = "",
        aborted: bool = False,
        pair: str = "",
        more: Mapping[str, Json] | None = None,
    ) -> "Tape":
        """A request and its answer after `took` ms; `status` None for none, with `fail` as its
        reason. `more` is detail of its begin.
        """
        self._requests += 1
        same: dict[str, Json] = {"id": f"r{self._requests}", "role": role}
        begun: dict[str, Json] = {"method": method, "url": url, "bearer": "u1", **(more or {})}
        self.add("request", same | begun, Phase.BEGIN, at=at)
        ends = self._now[self.tab] + (took or 0)
        if status is not None:
            said: dict[str, Json] = {"status": status, "headers": headers or {}}
            if status == 200 or body is not PAYLOAD:
                said["body"] = body
            self.add("request", same | said, Phase.OK, at=ends, pair=pair)
        elif fail:
            why: dict[str, Json] = {"reason": fail, "aborted": aborted}
            self.add("request", same | why, Phase.FAIL, at=ends)
        return self

    def called(
        self,
        role: str,
        status: int | None = 201,
        *,
        body: Json = None,
        pair: str = "",
        took: float = 50,
        more: Mapping[str, Json] | None = None,
    ) -> "Tape":
        """A POST of that role."""
        answer: Json = {"id": "iv1", "interviewId": "iv1"} if body is None else body
        return self.asked(
            status,
            role=role,
            method="POST",
            url=f"{ORIGIN}/api/{role}",
            body=answer,
            fail="" if status else "failed",
            pair=pair,
            took=took,
            more=more,
        )

    def beacon(self, message: Json = None, **changes: Json) -> "Tape":
        """A telemetry message that tells of a load that storage answered, unless changed."""
        true: dict[str, Json] = {
            "version": 1,
            "loadId": "load-1",
            "starter": "org",
            "layer": "storage",
            "outcome": "ready",
            "kind": None,
            "attempts": 0,
            "layerMs": {"storage": 1, "total": 9},
            "reasons": {},
            "navigation": "navigate",
            "connection": "4g",
            **changes,
        }
        return self.asked(
            204,
            role="telemetry",
            method="POST",
            url=f"{ORIGIN}/api/telemetry",
            more={"sent": true if message is None else message, "bearer": ""},
        )

    def screen(
        self,
        screen: str,
        *,
        at: float | None = None,
        kind: str = "",
        text: str | None = None,
        busy: bool = False,
        buttons: Sequence[str] = (),
    ) -> "Tape":
        """A screen; `error` and `ready` say what they should unless told."""
        said = {"ready": READY_TEXT, "error": "We could not load your interview. Try again."}
        words = said.get(screen, f"A {screen} page") if text is None else text
        labels: list[Json] = list(buttons)
        shown: dict[str, Json] = {"screen": screen, "kind": kind, "text": words, "busy": busy}
        return self.add("screen", shown | {"buttons": labels}, at=at)

    def error(
        self, kind: str, *, at: float | None = None, buttons: Sequence[str] = BUTTONS
    ) -> "Tape":
        """An error screen of that kind."""
        return self.screen("error", at=at, kind=kind, buttons=buttons)

    def ready(self, *, at: float | None = None) -> "Tape":
        """The ready screen."""
        return self.screen("ready", at=at)

    def console(self, text: str, level: str = "warning") -> "Tape":
        """A console line."""
        return self.add("console", {"level": level, "text": text})

    def click(self, target: str) -> "Tape":
        """A person's click."""
        return self.add("click", {"target": target}, actor="person")

    def backend(
        self, what: str, kind: Phase = Phase.OK, *, pair: str = "", path: str = ""
    ) -> "Tape":
        """A line of the server's or the database's log."""
        actor = "database" if what.startswith("db.") else "server"
        return self.add(what, {"path": path or "interviews/iv1"}, kind, actor=actor, pair=pair)

    def trace(
        self,
        *,
        visitor: Visitor = OWNER,
        session: Session | None = SESSION,
        stuck: bool = False,
        rules: Rules | None = None,
        **fields: Any,  # noqa: ANN401  any field of a trace
    ) -> Trace:
        """The last load on the tape; `fields` replace the trace's."""
        journey = self.journey(visitor=visitor, session=session, stuck=stuck, rules=rules)
        return replace(journey.traces[-1], **fields)

    def journey(
        self,
        *,
        starter: str = "",
        visitor: Visitor = OWNER,
        session: Session | None = SESSION,
        stuck: bool = False,
        conditions: tuple[str, ...] = (),
        sees_backend: bool = True,
        rules: Rules | None = None,
    ) -> Journey:
        """The tape as a journey, its loads cut out as the stage cuts them."""
        known = rules or Rules(origins=(ORIGIN,))
        traces = tuple(
            Trace(
                id=f"j1.{number}",
                tab=it.tab,
                url=it.url,
                topology=it.topology or Topology.NEW_TAB,
                visitor=visitor,
                session=session,
                starter=starter,
                conditions=conditions,
                ending=ending(it, waited=stuck),
                events=it.events,
                rules=known,
            )
            for number, it in enumerate(segments(self.events, known), start=1)
        )
        return Journey(
            id="j1",
            scenario="a test",
            starter=starter,
            visitor=visitor,
            conditions=conditions,
            events=tuple(self.events),
            traces=traces,
            session=session,
            sees_backend=sees_backend,
            rules=known,
        )


def loaded() -> Tape:
    """A runner's document that has arrived."""
    return Tape().document()
