"""Sessions that are made through the app's own pages, for a target that nobody can seed.

A visitor signs in once in a process, as the profile says; the browser's state is kept and given to
every room of theirs. A
session is made by the first starter whose session is theirs, in a room of its own, whose events
are nobody's.
"""

import http.client
import json
import logging
from collections.abc import Callable
from typing import cast

from pydantic import JsonValue

from harness.conditions.wire import StorageRule
from harness.errors import BadSetting, Inconclusive, NotObserved, Unsupported
from harness.model.event import Json, Phase
from harness.model.rules import Rules
from harness.model.session import Session, Visitor
from harness.model.target import Target
from harness.model.word import Capability
from harness.profile.profile import Profile
from harness.profile.starter import Starter
from harness.profile.template import at
from harness.profile.visitor import ByForm
from harness.stage.ask import ask
from harness.stage.driver import Driver, Room, RoomPlan, Visa
from harness.stage.log import EventLog
from harness.stage.mask import subject
from harness.stage.settle import Settler
from harness.stage.slicing import runner_id
from harness.stage.source import Prepared, Wish

log = logging.getLogger(__name__)

SIGNS_IN_MS = 15_000.0
STARTS_MS = 25_000.0

OpenDriver = Callable[[EventLog], Driver]


class CreatedSource:
    """A `SessionSource` on the app's own pages. One a process: sign-ins are kept."""

    def __init__(
        self,
        target: Target,
        profile: Profile,
        rules: Rules,
        values: Callable[[str], dict[str, str]],
        open_driver: OpenDriver,
        *,
        insecure: bool = False,
    ) -> None:
        self._target = target
        self._profile = profile
        self._rules = rules
        self._values = values
        self._open_driver = open_driver
        self._insecure = insecure
        self._states: dict[str, Visa] = {}
        self._refused: dict[str, NotObserved] = {}
        self._bearers: dict[str, str] = {}
        self._uids: dict[str, str] = {}
        self._made: list[tuple[str, str]] = []
        self.created = 0

    def make(self, wish: Wish) -> Prepared:
        """Starts a session as its owner would, and brings it as far as was wished."""
        self._refuse(wish)
        name, starter = self._starter_of(wish.owner)
        events = EventLog()
        driver = self._open_driver(events)
        room = driver.open_room(self._plan(self.visa(self.visitor(starter.visitor), token="valid")))
        try:
            tab, url = self._start(room, driver, events, starter, name)
            self._move_on(room, driver, events, tab, wish)
            return self._prepared(room, tab, url, wish)
        finally:
            self._bearers.setdefault(starter.visitor, room.bearer())
            room.close()

    def visitor(self, name: str) -> Visitor:
        """The visitor, signed in; raises UnknownName. The uid is '' where nobody tells it."""
        person = self._profile.visitor(name)
        if name in self._refused:
            raise self._refused[name]
        if name not in self._states:
            self._states[name] = self._sign_in_once(name)
        return Visitor(name, self._uids.get(name, ""), person.role, person.org)

    def values(self, visitor: str) -> dict[str, str]:
        """The visitor's values, and everybody's as `{visitor}.{value}`."""
        everybody = {
            f"{name}.{key}": value
            for name in self._profile.visitors
            for key, value in self._quietly(name).items()
        }
        return {**everybody, **self._values(visitor)}

    def visa(self, visitor: Visitor, *, token: str, origin: str = "") -> Visa:
        """The browser's state after the visitor signed in; only a valid token can be had."""
        del origin
        if token != "valid":
            raise Unsupported(f"a token that is {token}", [Capability.SEED])
        if visitor.name == "nobody":
            return Visa()
        self.visitor(visitor.name)
        return self._states[visitor.name]

    def bearer(self, visitor: str, *, token: str) -> str:
        """The token that the visitor's pages sent last; it has to have been seen."""
        if token == "not-a-token":
            return "not-a-token"
        if token != "valid":
            raise Unsupported(f"a token that is {token}", [Capability.SEED])
        if not self._bearers.get(visitor):
            self._look_at_home(visitor)
        if not self._bearers.get(visitor):
            raise NotObserved(f"The pages of '{visitor}' sent no bearer token that could be used.")
        return self._bearers[visitor]

    def note(self, session: Session, visitor: str) -> None:
        """A starter under test created this session: it is cleaned up as well."""
        self.created += 1
        self._made.append((session.document_id, visitor))

    def clean(self) -> int:
        """Deletes what was made, where the profile says how; returns how many are gone."""
        way = self._profile.cleanup
        if way is None:
            return 0
        return sum(self._delete(document_id, visitor) for document_id, visitor in self._made)

    def _refuse(self, wish: Wish) -> None:
        if not wish.in_database:
            raise Unsupported("a session that the database does not have", [Capability.SEED])
        if wish.expired:
            raise Unsupported("an expired session", [Capability.SEED])
        if wish.url_id:
            raise Unsupported("a session with an id of our own", [Capability.SEED])

    def _starter_of(self, owner: str) -> tuple[str, Starter]:
        own = [(name, it) for name, it in self._profile.starters.items() if it.visitor == owner]
        theirs = [(name, it) for name, it in self._profile.starters.items() if it.owner == owner]
        if not own and not theirs:
            raise Unsupported(f"a session of '{owner}', whom no starter serves", [Capability.SEED])
        return (own or theirs)[0]

    def _plan(self, visa: Visa) -> RoomPlan:
        return RoomPlan(
            origin=self._target.origin,
            other_origin="",
            profile=self._profile,
            visa=visa,
            storage=StorageRule(),
            virtual_time=False,
            secret_headers=self._target.headers,
        )

    def _sign_in_once(self, name: str) -> Visa:
        """Who was not let in once is not let in later: no scenario after this one waits for it."""
        try:
            return self._sign_in(name)
        except NotObserved as error:
            self._refused[name] = error
            raise

    def _sign_in(self, name: str) -> Visa:
        person = self._profile.visitor(name)
        way = self._profile.sign_in[person.sign_in]
        if not isinstance(way, ByForm):
            raise Unsupported(f"signing in '{name}' {way.by}", [Capability.SEED])
        events = EventLog()
        driver = self._open_driver(events)
        room = driver.open_room(self._plan(Visa()))
        try:
            tab = room.new_tab()
            room.goto(tab, self._target.origin + (way.path or self._profile.paths.sign_in))
            for step in way.steps:
                room.do(tab, step, self._values(name))
            done = (*way.done.any, *way.done.all)
            settler = Settler(driver, events, self._rules)
            seen = settler.until(
                lambda _: any(room.sees(tab, it) for it in done), since=0, limit_ms=SIGNS_IN_MS
            )
            if not seen:
                raise NotObserved(
                    f"'{name}' could not sign in at {room.address(tab)}: after the steps, "
                    f"none of {', '.join(map(str, done))} appeared. Check the account and the "
                    f"profile's sign_in.{person.sign_in}."
                )
            self._bearers[name] = room.bearer()
            self._uids[name] = self._uid(room, tab)
            return Visa(state=room.state())
        finally:
            room.close()

    def _uid(self, room: Room, tab: str) -> str:
        """Who is signed in: what auth remembers, else whom the last token names."""
        key = self._profile.storage.reader_key
        remembered = room.read_storage(tab, key) if key else None
        return remembered or subject(room.bearer())

    def _start(
        self, room: Room, driver: Driver, events: EventLog, starter: Starter, name: str
    ) -> tuple[str, str]:
        tab = room.new_tab()
        room.goto(tab, self._target.origin + starter.path)
        for step in starter.steps:
            room.do(tab, step, self.values(starter.owner or starter.visitor))
        settler = Settler(driver, events, self._rules)
        settler.until(lambda _: self._opened(events) is not None, since=0, limit_ms=STARTS_MS)
        opened = self._opened(events)
        if opened is None:
            raise NotObserved(f"Starter '{name}' opened no runner; no session can be made by it.")
        settler.settle(opened[0], since=0)
        return opened

    def _opened(self, events: EventLog) -> tuple[str, str] | None:
        for it in events.since(0):
            begins = it.what == "document" and it.kind is Phase.BEGIN
            if begins and runner_id(it.text("url"), self._rules):
                return it.actor, it.text("url")
        return None

    def _move_on(self, room: Room, driver: Driver, events: EventLog, tab: str, wish: Wish) -> None:
        acts = self._profile.acts
        wanted = [*(acts.answer,) * wish.answers]
        wanted += [acts.end] if wish.status == "completed" else []
        if wanted and not all(wanted):
            raise Unsupported("answering or ending, for which the profile has no steps,", [])
        settler = Settler(driver, events, self._rules)
        for number, steps in enumerate(wanted):
            before = events.last_seq
            for step in steps:
                room.do(tab, step, {"answer": f"Answer {number + 1}"})
            settler.quiet(tab, since=before)

    def _prepared(self, room: Room, tab: str, url: str, wish: Wish) -> Prepared:
        url_id = self._profile.url_id(url) or ""
        entry = room.read_storage(tab, self._profile.entry_key(url_id=url_id, document_id=url_id))
        payload = at(_parsed(entry), self._profile.storage.payload)
        nonce = at(payload, self._profile.payload.nonce)
        question = at(payload, self._profile.payload.question)
        session = Session(
            url_id=url_id,
            document_id=url_id,
            nonce=str(nonce or ""),
            owner=self.visitor(wish.owner),
            payload=cast("dict[str, Json]", payload) if isinstance(payload, dict) else None,
            question=str(question or ""),
            in_storage=wish.in_storage,
        )
        self.note(session, wish.owner)
        return Prepared(session, entry or "")

    def _look_at_home(self, visitor: str) -> None:
        """Opens the visitor's dashboard, so that its pages send a token."""
        events = EventLog()
        driver = self._open_driver(events)
        room = driver.open_room(self._plan(self.visa(self.visitor(visitor), token="valid")))
        try:
            paths = self._profile.paths
            role = self._profile.visitor(visitor).role
            tab = room.new_tab()
            room.goto(tab, self._target.origin + paths.dashboards.get(role, paths.home))
            Settler(driver, events, self._rules).until(
                lambda _: bool(room.bearer()), since=0, limit_ms=SIGNS_IN_MS
            )
            self._bearers[visitor] = room.bearer()
        finally:
            room.close()

    def _delete(self, document_id: str, visitor: str) -> bool:
        way = self._profile.cleanup
        assert way is not None
        try:
            bearer = self.bearer(way.visitor or visitor, token="valid")
            answer = ask(
                self._target.origin,
                way.endpoint.method,
                way.endpoint.at(document_id),
                headers={**self._target.headers, "Authorization": f"Bearer {bearer}"},
                body={way.field: document_id} if way.field else None,
                insecure=self._insecure,
            )
        except (Inconclusive, Unsupported, http.client.HTTPException) as error:
            log.warning("%s could not be cleaned up: %s", document_id, error)
            return False
        return answer.status < 300 or answer.status in (404, 410)

    def _quietly(self, name: str) -> dict[str, str]:
        try:
            return self._values(name)
        except BadSetting:
            # Somebody whom this scenario does not need: their variables may be missing.
            return {}


def _parsed(text: str | None) -> JsonValue:
    try:
        found: JsonValue = json.loads(text or "null")
    except ValueError:
        return None
    return found
