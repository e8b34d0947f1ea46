"""Journeys as they look when a real browser was watched, put together by hand for tests."""

from dataclasses import dataclass, field

from harness.model.event import Event, Json, Phase
from harness.model.journey import Journey
from harness.model.session import Session, Visitor
from harness.model.trace import Ending, Trace
from harness.model.word import ErrorKind, Outcome, Topology

BEGIN, OK, FAIL, INFO = Phase.BEGIN, Phase.OK, Phase.FAIL, Phase.INFO
OWNER = Visitor("owner", "uid-owner", "student", "org-1")
BACKEND_EPOCH = 81_234_567.0
CLOCKS = {"server": "backend", "database": "backend", "tab-1": "tab-1/1", "tab-2": "tab-2/2"}
LATER = 1_060.0  # the second tab begins when the first sends it on
ORIGIN = "https://app.test"


@dataclass(slots=True)
class Tape:
    """Collects the events of one journey; `at` of server and database is on the backend's clock."""

    session: Session
    events: list[Event] = field(default_factory=list)
    requests: int = 0

    def say(
        self, actor: str, at: float, phase: Phase, what: str, /, *, pair: str = "", **detail: Json
    ) -> None:
        """One more event, on the actor's clock."""
        clock = CLOCKS.get(actor, actor)
        seq = len(self.events) + 1
        self.events.append(Event(seq, at, clock, actor, phase, what, pair, detail))

    def request(self, tab: str, at: float, took: float, role: str, status: int, url: str) -> None:
        """A request with its answer, and what server and database say of it."""
        self.requests += 1
        name, method = f"r{self.requests}", "GET" if role == "session" else "POST"
        pair = f"{self.session.url_id}-{self.requests}"
        full = f"{ORIGIN}{url}"
        self.say(
            tab,
            at,
            BEGIN,
            "request",
            id=name,
            role=role,
            method=method,
            url=full,
            bearer=OWNER.uid,
        )
        there = BACKEND_EPOCH + at + took * 0.2 + (LATER if tab == "tab-2" else 0)
        self.say("server", there, BEGIN, "request", pair=pair, method=method, path=url)
        end = OK if status < 500 else FAIL
        self.say(
            "database", there + took * 0.1, BEGIN, "db.read", pair=pair, path=self.document_path
        )
        self.say("database", there + took * 0.4, end, "db.read", pair=pair, path=self.document_path)
        self.say("server", there + took * 0.6, OK, "request", pair=pair, status=status, ms=took)
        self.say(tab, at + took, OK, "request", pair=pair, id=name, role=role, status=status)

    @property
    def document_path(self) -> str:
        """Where the session's document lies."""
        return f"interviews/{self.session.document_id}"

    @property
    def key(self) -> str:
        """The session's storage key."""
        return f"interview:init:{self.session.url_id}"

    def start(self, starter: str) -> None:
        """A click on a starter, up to sending the new tab on."""
        self.say("person", 0, INFO, "click", target="Start interview")
        self.say("tab-1", 812.0, INFO, "open", pair="open:tab-1:1", url="/starting", blocked=False)
        self.request("tab-1", 815.0, 64.0, "create", 201, "/api/org/interviews")
        self.request("tab-1", 882.0, 120.0, "start", 200, "/api/interview/session")
        self.say("tab-1", 1_004.0, OK, "storage.write", key=self.key, role="entry")
        self.say("tab-1", 1_005.0, INFO, "storage.read", key=self.key, role="entry", found=True)
        url = f"/interview/{self.session.url_id}?from={starter}"
        seq = len(self.events) + 1
        sent = ("tab-2/1", "tab-2", INFO, "navigate", "open:tab-1:1", {"url": url})
        self.events.append(Event(seq, 244.0, *sent))

    def arrive(self, tab: str) -> None:
        """The runner's document."""
        url = f"{ORIGIN}/interview/{self.session.url_id}"
        pair = "open:tab-1:1"
        self.say(tab, 31.0, BEGIN, "document", pair=pair, url=url, topology="new-tab")
        self.say(tab, 31.0, OK, "document", url=url, status=200)

    def screen(self, tab: str, at: float, screen: str, text: str, kind: str = "") -> None:
        """What the tab shows from now on."""
        self.say(tab, at, INFO, "screen", screen=screen, text=text, kind=kind)

    def look(self, tab: str, at: float, *, found: bool) -> None:
        """The runner looks for its entry."""
        self.screen(tab, at - 2, "loading", "Looking in this browser…")
        self.say(tab, at, INFO, "storage.read", key=self.key, role="entry", found=found)

    def ask(self, tab: str, at: float, took: float, status: int) -> None:
        """One attempt at the server."""
        url = f"/api/interview/session/{self.session.url_id}"
        self.request(tab, at, took, "session", status, url)
        if status != 200:
            line = f"layer=server attempt failed status={status} id={self.session.url_id}"
            self.say(tab, at + took + 1, INFO, "console", level="error", text=line)


def a_session(name: str, nonce: str = "Amira 7f3a") -> Session:
    """A session by that id."""
    return Session(name, name, nonce, OWNER, {"studentName": nonce}, in_database=True)


def wound_up(
    tape: Tape,
    name: str,
    ending: Ending,
    *,
    starter: str = "org",
    conditions: tuple[str, ...] = (),
    scenario: str = "scenarios/test_starters.py::test_each_starter",
    screenshot: str = "",
    topology: Topology = Topology.NEW_TAB,
    virtual_time: bool = False,
) -> Journey:
    """The journey whose runner is tab-2 and ended so."""
    events = tuple(tape.events)
    trace = Trace(
        f"{name}/tab-2",
        "tab-2",
        f"{ORIGIN}/interview/{tape.session.url_id}",
        topology,
        OWNER,
        tape.session,
        starter,
        conditions,
        ending,
        tuple(it for it in events if it.clock == "tab-2/2"),
        screenshot=screenshot,
        virtual_time=virtual_time,
    )
    journey = (name, scenario, starter, OWNER, conditions, events, (trace,), tape.session, True)
    return Journey(*journey)


def fast(name: str, *, starter: str = "org", took: float = 44.0, nonce: str = "Amira") -> Journey:
    """Storage has the session, so the tab is ready at once."""
    tape = Tape(a_session(name, nonce))
    tape.start(starter)
    tape.arrive("tab-2")
    tape.look("tab-2", took - 6, found=True)
    tape.screen("tab-2", took, "ready", nonce)
    return wound_up(tape, name, Ending(Outcome.READY, None, took), starter=starter)


def fallback(
    name: str,
    statuses: tuple[int, ...] = (200,),
    *,
    starter: str = "org",
    conditions: tuple[str, ...] = ("storage-empty",),
    screenshot: str = "",
    took: float = 96.0,
) -> Journey:
    """Storage is empty; the server is asked, once for each status, and the last one decides."""
    tape = Tape(a_session(name))
    tape.start(starter)
    tape.arrive("tab-2")
    tape.look("tab-2", 40.0, found=False)
    tape.say("tab-2", 41.0, OK, "storage.remove", key=tape.key, role="entry")
    at = 46.0
    for attempt, status in enumerate(statuses, 1):
        text = "Asking the server…" if attempt == 1 else f"Trying again: attempt {attempt} of 3…"
        tape.screen("tab-2", at - 1, "loading", text)
        tape.ask("tab-2", at, took, status)
        at += took + 1_000 * attempt + 37
    end = at - 1_000 * len(statuses) - 30
    if statuses[-1] == 200:
        tape.say("tab-2", end - 3, OK, "storage.write", key=tape.key, role="entry")
        tape.screen("tab-2", end, "ready", tape.session.nonce)
        ending = Ending(Outcome.READY, None, end)
    else:
        tape.screen("tab-2", end, "error", "The server does not answer.", "server")
        ending = Ending(Outcome.ERROR, ErrorKind.SERVER, end)
    return wound_up(
        tape, name, ending, starter=starter, conditions=conditions, screenshot=screenshot
    )


def stuck(name: str, *, starter: str = "admin", screenshot: str = "") -> Journey:
    """The server never answers, and the tab shows a spinner past its deadline."""
    tape = Tape(a_session(name))
    tape.start(starter)
    tape.arrive("tab-2")
    tape.look("tab-2", 40.0, found=False)
    tape.screen("tab-2", 45.0, "loading", "Asking the server…")
    url = f"{ORIGIN}/api/interview/session/{name}"
    tape.say(
        "tab-2", 46.0, BEGIN, "request", id="r9", role="session", method="GET", url=url, bearer=""
    )
    tape.say("tab-2", 60.0, INFO, "page-error", message="TypeError: session is null")
    ending = Ending(Outcome.STUCK, None, 15_000.0)
    under = ("storage-empty", "hang")
    return wound_up(tape, name, ending, starter=starter, conditions=under, screenshot=screenshot)
