"""Locust's virtual users: each signs in, starts interviews and loads them in layers.

Importing this module imports locust, which patches sockets, threads and ssl of the whole process.

What stands in Locust's tables: each request by its name, `LOAD load/storage` and `LOAD load/server`
for each load by the layer that it asked, and `OUTCOME error:network` and its like for each load
that ended in an error. Locust rounds its times; what the run is judged by is in its own book.
"""

import os
import random
from typing import Any, ClassVar

import gevent
from gevent import GreenletExit
from gevent.lock import BoundedSemaphore
from locust import FastHttpUser, task
from locust.exception import CatchResponseError, StopTest

from harness.errors import UsageError
from harness.load.call import Call
from harness.load.journey import Journey, meant_by
from harness.load.person import Person
from harness.load.prelude import Prelude
from harness.load.refusal import refusals
from harness.load.sameness import difference
from harness.load.script import Script
from harness.load.start import NotStarted
from harness.load.trespasser import Trespasser
from harness.load.visit import Part, Visit, fetch_of, parts, visit
from harness.load.world import Answer, NoAnswer, World
from harness.measure.book import Key
from harness.measure.leg import legs_of
from harness.model.word import ErrorKind, Layer, Outcome
from harness.settings.host import host_of, is_loopback, refuse_host
from harness.swarm.arrivals import Arrival, Arrivals, Fate
from harness.swarm.brief import Brief
from harness.swarm.client import Client, any_status
from harness.swarm.clock import GeventClock
from harness.swarm.run import Run

_COMES_BACK = (ErrorKind.NETWORK, ErrorKind.SERVER)
_READS_ITS_WRITE = (Journey.START_THEN_FALLBACK, Journey.RESUME)
# So many sign in at a time: hundreds at once would be a load of another kind, before the run.
_AT_THE_DOOR = 10
_LOOKS_S = 0.05


class SessionUser(FastHttpUser):
    """One person with one browser: a storage, tokens, and loads one after another.

    A subclass names the `shared` run that it belongs to.
    """

    abstract = True
    shared: ClassVar[Run]
    door: ClassVar[BoundedSemaphore] = BoundedSemaphore(_AT_THE_DOOR)

    def __init__(self, environment: Any) -> None:  # noqa: ANN401 - as Locust has it
        self.brief = _brief(self.shared, str(self.host or ""))
        loopback = is_loopback(host_of(str(self.host)))
        self.insecure = loopback or self.brief.insecure
        self.default_headers = _own_headers(self.brief)
        super().__init__(environment)
        self.client.client = any_status(self.client.client)
        lent = self.brief.account.lent
        fire = self.environment.events.request.fire
        fresh = self.brief.headers.fresh if self.brief.headers.renews else None
        self.sender = Client(self.client, fire, cookies=lent.cookies if lent else {}, fresh=fresh)
        self.clock = GeventClock()
        self._leaves = self._is_busy = False
        self.storage: dict[str, str] = {}
        self.script = _script(self.brief)
        self.person = self._person(self.storage)
        self.prelude = Prelude(
            self.brief.journey,
            self.brief.account,
            self.person,
            self.send,
            self.storage,
            self.brief.rules,
            self.script,
        )
        self.trespasser = self._trespasser()

    def wait_time(self) -> float:
        """Half to one and a half of the brief's pause, so that users do not walk in step."""
        return self.brief.think_s * random.uniform(0.5, 1.5)

    def on_start(self) -> None:
        """Signs in before an open run begins; who cannot tries again with the first arrival."""
        shift = self.shared.shift
        if shift is None:
            return
        try:
            with self.door:
                self.person.sign_in(self.brief.account)
        except NoAnswer:
            pass  # the failed request itself is on record
        finally:
            shift.user_settled()

    def stop(self, force: bool = False) -> bool:
        """Ends the user. Where Locust takes users from a worker to give them to one that has come,
        a load that is under way may end first.
        """
        shift = self.shared.shift
        self._leaves = True
        until_s = self.clock.now_s() + self.brief.rules.deadline_ms / 1_000
        while shift and self._is_busy and not shift.has_ended and self.clock.now_s() < until_s:
            gevent.sleep(_LOOKS_S)
        return bool(super().stop(force))

    @task
    def load_on(self) -> None:
        """One load of a closed run, or all that arrive for this user in an open one."""
        shift = self.shared.shift
        if shift is None:
            self._load_closed()
            return
        while not self._leaves and (arrival := shift.arrivals.take()) is not None:
            self._receive(arrival, shift.arrivals)
        gevent.sleep(3_600)  # Locust ends its users itself

    def send(self, call: Call) -> Answer:
        """Sends one call within its time and has Locust record it; raises NoAnswer, TimedOut."""
        return self.sender.send(call)

    def _load_closed(self) -> None:
        fate = Fate.FAILED
        try:
            fate = self._load(self.clock.now_ms(), 0)
        except GreenletExit:
            fate = Fate.CUT_OFF
            raise
        finally:
            self.shared.book.ledger.count(str(fate))

    def _receive(self, arrival: Arrival, arrivals: Arrivals) -> None:
        fate = Fate.FAILED  # a crash, which goes on from here to Locust
        self._is_busy = True
        try:
            fate = self._load(arrival.due_s * 1_000, arrival.step)
        except GreenletExit:
            fate = Fate.CUT_OFF
            raise
        finally:
            self._is_busy = False
            arrivals.settle(arrival, fate)

    def _load(self, due_ms: float, step: int) -> Fate:
        """One load, from whatever must come before it to its record."""
        began_ms = self.clock.now_ms()
        meant = meant_by(self.brief.journey, self.brief.empty_storage, random.random)
        try:
            if self.prelude.prepare(meant):
                self._started(due_ms, began_ms)
        except (NotStarted, NoAnswer) as error:
            self._not_started(str(error), due_ms, began_ms)
            return Fate.NOT_STARTED
        waited_ms = max(began_ms - due_ms, 0.0)
        if self.brief.journey is Journey.ERRORS:
            return self._be_refused(waited_ms, step)
        it = visit(self.prelude.at.url_id, self._world(), self.send, meant=meant)
        return self._record(it, waited_ms, step)

    def _started(self, due_ms: float, began_ms: float) -> None:
        now_ms = self.clock.now_ms()
        self.shared.started(self.prelude.at.document_id)
        self.shared.book.starts.add(_us(now_ms - due_ms), _us(now_ms - began_ms))

    def _not_started(self, why: str, due_ms: float, began_ms: float) -> None:
        """The failed request itself is in Locust's tables, too."""
        now_ms = self.clock.now_ms()
        self.shared.book.not_started.add(_us(now_ms - due_ms), _us(now_ms - began_ms), why)

    def _be_refused(self, waited_ms: float, step: int) -> Fate:
        """Asks for what must be refused; exactly the right refusal is a success."""
        began_ms = self.clock.now_ms()
        at = self.prelude.at
        wrong = self.trespasser.trespass(at.session_id, self.script.session_path)
        took_ms = self.clock.now_ms() - began_ms
        outcome = "wrong-answer" if wrong else "ready"
        self._note(Part(Layer.SERVER, wrong, outcome), waited_ms, took_ms, step)
        return Fate.FAILED if wrong else Fate.DONE

    def _trespasser(self) -> Trespasser:
        """Whoever asks, for the journey `errors`, for what must be refused."""
        brief = self.brief
        other = self._person({}) if brief.other else None
        guests = brief.account.lent is not None and brief.account.lent.is_nobody
        cases = refusals(
            brief.refused, other=other is not None, unknown=brief.unknown, guests=guests
        )
        return Trespasser(cases, self.send, self.person, other, self.brief.other, random.choice)

    def _person(self, storage: dict[str, str]) -> Person:
        return Person(self.send, self.clock, storage, self.brief.rules.reader_key, self.script)

    def _world(self) -> World:
        rules, at = self.brief.rules, self.prelude.at
        named = at.id_in_payload(rules) or at.url_id
        return World(
            self.storage,
            fetch_of(named, self._fetched, rules),
            self.clock,
            random.random,
            self.person,
            rules,
            self.script.session_path,
            session_id=at.session_id,
            entry_id=at.entry_id,
            payload_id=named,
            query=self.script.query,
        )

    def _fetched(self, call: Call) -> Answer:
        answer = self.send(call)
        if timing := answer.headers.get("server-timing"):
            for name, us in legs_of(timing):
                self.shared.book.leg(name, us)
        return answer

    def _record(self, it: Visit, waited_ms: float, step: int) -> Fate:
        stale = self._stale(it)
        for part in parts(it):
            told = Part(part.layer, stale, "stale") if stale and not part.wrong else part
            self._note(told, waited_ms, it.took_ms, step)
        if it.ending is None:
            return Fate.FAILED
        if it.ending.attempts:
            self.shared.book.attempted(it.ending.attempts)
        if it.ending.kind is not None:
            self._fire("OUTCOME", it.ending.words, it.took_ms, it.ending.words)
            if it.ending.kind not in _COMES_BACK:
                self.prelude.forget()
        return Fate.DONE if it.ending.outcome is Outcome.READY and not stale else Fate.FAILED

    def _note(self, part: Part, waited_ms: float, took_ms: float, step: int) -> None:
        """One layer's part, in the book, in the timeline and in Locust's tables."""
        run, layer = self.shared, part.layer.value
        key = Key(layer, self.brief.journey.value, part.outcome, step)
        index = run.book.load(key, _us(waited_ms + took_ms), _us(took_ms), part.wrong)
        run.timeline.load(run.at_s(), layer, index, ready=not part.wrong)
        self._fire("LOAD", f"load/{layer}", took_ms, part.wrong)

    def _stale(self, it: Visit) -> str:
        """What is another than it was when it was written last, '' where nothing is."""
        ending = it.ending
        if self.brief.journey not in _READS_ITS_WRITE or ending is None or not ending.payload:
            return ""
        ignored = (*self.brief.rules.payload_times, *self.brief.rules.payload_ignored)
        where = difference(self.prelude.at.payload, ending.payload, ignored=ignored)
        return f"stale: {where} is not what was written" if where else ""

    def _fire(self, kind: str, name: str, took_ms: float, wrong: str) -> None:
        self.environment.events.request.fire(
            request_type=kind,
            name=name,
            response_time=took_ms,
            response_length=0,
            response=None,
            context={},
            exception=CatchResponseError(wrong) if wrong else None,
        )


def _brief(shared: Run, url: str) -> Brief:
    """The brief, for a host that may be put under load; else the whole run is stopped."""
    if shared.brief is None:
        raise StopTest(shared.complaint or "The options were not read yet.")
    try:
        refuse_host(url, os.environ, shared.brief.allowed)
    except UsageError as error:
        raise StopTest(str(error)) from None
    return shared.brief


def _script(brief: Brief) -> Script:
    if brief.script is None:
        raise StopTest("Nobody knows what users say to this application.")
    return brief.script


def _own_headers(brief: Brief) -> dict[str, str] | None:
    """What every request says of itself, to the application's own host alone."""
    headers = brief.headers.still()
    if brief.tag and not any(it.lower() == "user-agent" for it in headers):
        headers["User-Agent"] = brief.tag
    return headers or None


def _us(ms: float) -> int:
    return int(ms * 1_000)
