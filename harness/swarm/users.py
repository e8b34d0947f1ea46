"""Locust's virtual users: each signs in, starts interviews and loads them in layers.

Importing this module imports locust, which patches sockets, threads and ssl of the whole process.

What stands in Locust's tables: each request by its name, `LOAD load/storage` and `LOAD load/server`
for each load by the layer that it asked, and `OUTCOME error:network` and its like for each load
that ended in an error.
"""

import os
import random
import time
from typing import Any, ClassVar

import gevent
from gevent import GreenletExit
from locust import FastHttpUser, task
from locust.contrib.fasthttp import LocustUserAgent
from locust.exception import CatchResponseError, StopTest
from pydantic import JsonValue

from harness.errors import UsageError
from harness.load.call import Call
from harness.load.entry import key_of
from harness.load.host import host_of, is_loopback, refuse_host
from harness.load.journey import Journey, meant_by
from harness.load.person import Person
from harness.load.start import NotStarted, start, store
from harness.load.visit import Visit, fetch_of, parts, visit
from harness.load.world import Answer, NoAnswer, TimedOut, World
from harness.model.word import ErrorKind, Layer
from harness.swarm.brief import Plan
from harness.swarm.run import Run

_COMES_BACK = (ErrorKind.NETWORK, ErrorKind.SERVER)


class GeventClock:
    """Real time; whoever sleeps lets the other users go on."""

    def now_ms(self) -> float:
        """A monotonic time."""
        return time.perf_counter() * 1_000

    def wall_ms(self) -> float:
        """The time since the epoch."""
        return time.time() * 1_000

    def sleep_ms(self, ms: float) -> None:
        """Returns so much later."""
        gevent.sleep(ms / 1_000)


class SessionUser(FastHttpUser):
    """One person with one browser: a storage, tokens, and loads one after another.

    A subclass names the `shared` run that it belongs to. Redirects are not followed: they could
    lead to a host that nobody allowed, and the contract has none.
    """

    abstract = True
    shared: ClassVar[Run]

    def __init__(self, environment: Any) -> None:  # noqa: ANN401 - as Locust has it
        self.plan = _plan(self.shared, str(self.host or ""))
        self.insecure = is_loopback(host_of(str(self.host)))
        super().__init__(environment)
        self.client.client = _agent(self.client.client)
        self.clock = GeventClock()
        self.storage: dict[str, str] = {}
        self.person = Person(self.send, self.clock, self.storage, self.plan.rules.reader_key)
        self.opened = ""

    def wait_time(self) -> float:
        """Half to one and a half of the plan's pause, so that users do not walk in step."""
        return self.plan.think_s * random.uniform(0.5, 1.5)

    @task
    def load_one(self) -> None:
        """One load, from whatever must come before it to its record."""
        meant = meant_by(self.plan.journey, self.plan.empty_storage, random.random)
        try:
            interview_id = self._prepared(meant)
            self._record(visit(interview_id, self._world(interview_id), self.send, meant=meant))
        except (NotStarted, NoAnswer):
            self.shared.book.not_started += 1  # the failed request itself is on record
        except GreenletExit:
            self.shared.book.cut_off += 1
            raise

    def send(self, call: Call) -> Answer:
        """Sends one call within its time and has Locust record it; raises NoAnswer, TimedOut."""
        began_ms = self.clock.now_ms()
        with (
            gevent.Timeout(max(call.timeout_ms, 1) / 1_000),
            self.client.request(
                call.method,
                call.path,
                name=call.name,
                json=call.body,
                headers=_headers(call),
                catch_response=True,
            ) as response,
        ):
            error = response.request_meta["exception"]
            if error is None:
                answer = _answer(response)
                _settle(response, call.wrong(answer))
                return answer
            late = self.clock.now_ms() - began_ms >= 0.99 * call.timeout_ms
            why = "timeout" if late else f"no answer ({type(error).__name__})"
            response.failure(why)
        raise TimedOut(why) if late else NoAnswer(why)

    def _prepared(self, meant: Layer) -> str:
        """The id of the interview to load, with storage as the load is meant to find it."""
        if self.person.remembered_uid() is None and not self.person.sign_in(self.plan.account):
            raise NotStarted("nobody could sign in")
        if self.plan.journey is not Journey.FALLBACK or not self.opened:
            self.opened, payload = self._started()
            store(self.opened, payload, self._world(self.opened))
        if meant is Layer.SERVER:
            self._forget_entry()
        return self.opened

    def _started(self) -> tuple[str, JsonValue]:
        self._forget_entry()
        return start(self.send, self.person)

    def _forget_entry(self) -> None:
        self.storage.pop(key_of(self.opened, self.plan.rules), None)

    def _world(self, interview_id: str) -> World:
        rules = self.plan.rules
        fetch = fetch_of(interview_id, self.send, rules)
        path = self.plan.session_path
        return World(self.storage, fetch, self.clock, random.random, self.person, rules, path)

    def _record(self, it: Visit) -> None:
        journey = str(self.plan.journey)
        for part in parts(it):
            if part.wrong:
                self.shared.book.failed(part.layer, journey)
            else:
                self.shared.book.ready(part.layer, journey, it.took_ms)
            self._fire("LOAD", f"load/{part.layer}", it.took_ms, part.wrong)
        kind = it.ending.kind if it.ending else None
        if it.ending is not None and kind is not None:
            self._fire("OUTCOME", it.ending.words, it.took_ms, it.ending.words)
            if kind not in _COMES_BACK:
                self.opened = ""

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


def _agent(agent: LocustUserAgent) -> LocustUserAgent:
    """Takes every status as an answer, because each call says which one is a failure."""
    found: Any = agent  # these are class variables, which Locust itself sets on instances
    found.redirect_response_codes = frozenset()
    found.valid_response_codes = frozenset(range(100, 600))
    return agent


def _plan(shared: Run, url: str) -> Plan:
    """The plan, for a host that may be put under load; else the whole run is stopped."""
    try:
        refuse_host(url, os.environ)
    except UsageError as error:
        raise StopTest(str(error)) from None
    if shared.plan is None:
        raise StopTest(shared.complaint or "The options were not read yet.")
    return shared.plan


def _headers(call: Call) -> dict[str, str]:
    accept = {"accept": "application/json" if call.token or call.body else "text/html"}
    return {**accept, "authorization": f"Bearer {call.token}"} if call.token else accept


def _answer(response: Any) -> Answer:  # noqa: ANN401 - Locust's response, untyped in parts
    headers = {name.lower(): value for name, value in response.headers.items()}
    body = (response.content or b"").decode("utf-8-sig", errors="replace")
    return Answer(response.status_code, headers, body)


def _settle(response: Any, wrong: str) -> None:  # noqa: ANN401 - Locust's response
    if wrong:
        response.failure(wrong)
    else:
        response.success()
