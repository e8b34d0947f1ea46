"""Sessions that are made through the app's own pages, for a target that nobody can seed.

A session is made by the first starter whose session is its owner's, in a room of its own, whose
events are nobody's.
"""

import json
from dataclasses import replace
from typing import cast

from pydantic import JsonValue

from harness.errors import NotObserved, NotStarted, Unnamed, Unsupported
from harness.model.event import Json
from harness.model.rules import Rules
from harness.model.session import Session, Visitor
from harness.model.target import Target
from harness.model.word import Capability
from harness.profile.profile import Profile
from harness.profile.starter import Starter
from harness.profile.template import at
from harness.stage.accounts import Accounts, Values
from harness.stage.aside import Aside, OpenDriver, SideRoom
from harness.stage.credential import FORGERIES, aged, forged
from harness.stage.driver import Visa
from harness.stage.identity import identity_of, payload_seen
from harness.stage.idling import idle, started_anything
from harness.stage.log import EventLog
from harness.stage.removal import remove
from harness.stage.slicing import runner_id
from harness.stage.source import Prepared, Wish


class CreatedSource:
    """A `SessionSource` on the app's own pages. One a process: sign-ins are kept."""

    def __init__(
        self,
        target: Target,
        profile: Profile,
        rules: Rules,
        values: Values,
        open_driver: OpenDriver,
        *,
        insecure: bool = False,
    ) -> None:
        self._profile = profile
        self._rules = rules
        self._insecure = insecure
        self._aside = Aside(target, profile, rules, open_driver)
        self._accounts = Accounts(self._aside, values)
        self._made: list[tuple[str, str]] = []
        self._idle: dict[str, str] = {}
        self.created = 0

    def make(self, wish: Wish) -> Prepared:
        """Starts a session as its owner would, and brings it as far as was wished.

        A starter that does nothing is left for the next; raises NotStarted where all do nothing.
        """
        standing = self._standing(wish)
        if standing is not None:
            return standing
        self._refuse(wish)
        known = self._starters_of(wish.owner)
        for name, starter in known:
            try:
                self.refuse_idle(name)
                return self._made_by(starter, name, wish)
            except NotObserved:
                if name not in self._idle:
                    raise
        raise NotStarted(wish.owner, " ".join(self._idle[name] for name, _ in known))

    def _made_by(self, starter: Starter, name: str, wish: Wish) -> Prepared:
        with self._aside.room(self._accounts.visa(starter.visitor)) as side:
            try:
                again = self._do_until_done(side, starter, name)
                tab, url = self._opened_by(side, starter, name)
                self._move_on(side, tab, wish)
                return replace(self._prepared(side, tab, url, wish), again=again)
            finally:
                self._accounts.saw_bearer(starter.visitor, side.room.bearer())

    def visitor(self, name: str) -> Visitor:
        """The visitor, signed in; raises UnknownName. The uid is '' where nobody tells it."""
        return self._accounts.visitor(name)

    def values(self, visitor: str) -> dict[str, str]:
        """The visitor's values, and everybody's as `{visitor}.{value}`."""
        return self._accounts.values(visitor)

    def visa(self, visitor: Visitor, *, token: str, origin: str = "") -> Visa:
        """The browser's state after the visitor signed in; of another token than a valid one only
        that it has expired can be told the pages, where they note when.
        """
        del origin
        self._refuse_guest(visitor.name, token)
        visa = self._accounts.visa(visitor.name)
        if token == "valid":
            return visa
        old = aged(visa.state or {}, self.bearer(visitor.name, token="valid"))
        if token != "expired" or old is None:
            raise Unsupported(f"a token that is {token}", [Capability.SEED])
        return replace(visa, state=old)

    def bearer(self, visitor: str, *, token: str) -> str:
        """The token that the visitor's pages sent last; it has to have been seen. '' for one who
        does not sign in, whose every other token is Unnamed.
        """
        self._refuse_guest(visitor, token)
        if token == "not-a-token":
            return "not-a-token"
        if token in FORGERIES:
            return forged(self._accounts.bearer(visitor), token)
        if token != "valid":
            raise Unsupported(f"a token that is {token}", [Capability.SEED])
        return self._accounts.bearer(visitor)

    def note(self, session: Session, visitor: str) -> None:
        """A starter under test created this session: it is cleaned up as well, where its id is
        known.
        """
        self.created += 1
        if session.document_id:
            self._made.append((session.document_id, visitor))

    def refuse_idle(self, starter: str) -> None:
        """Raises NotObserved for a starter that was found to do nothing at all."""
        if starter in self._idle:
            raise NotObserved(self._idle[starter])

    def note_idle(self, starter: str, why: str) -> None:
        """Remembers that the starter does nothing, so that nobody waits for it again."""
        self._idle.setdefault(starter, why)

    def clean(self) -> int:
        """Deletes what was made, where the profile says how; returns how many are gone."""
        if self._profile.cleanup is None:
            return 0
        return remove(
            self._made,
            self._profile.cleanup,
            origin=self._aside.target.origin,
            headers=dict(self._aside.target.headers),
            bearer=self._accounts.bearer,
            insecure=self._insecure,
            tag=self._aside.target.tag,
        )

    def _refuse_guest(self, visitor: str, token: str) -> None:
        if token != "valid" and visitor in self._profile.guests:
            raise Unnamed(f"'{visitor}' does not sign in: there is no token that is {token}.")

    def _standing(self, wish: Wish) -> Prepared | None:
        """The session that the profile knows of, where one like that is wished for."""
        it = self._profile.known.expired
        if it is None or wish != Wish(in_storage=False, expired=True):
            return None
        owner = self.visitor(wish.owner)
        return Prepared(Session(it.id, it.document or it.id, it.nonce, owner), "")

    def _refuse(self, wish: Wish) -> None:
        if not wish.in_database:
            raise Unsupported("a session that the database does not have", [Capability.SEED])
        if wish.expired:
            raise Unsupported("an expired session (known.expired)", [Capability.SEED])
        if wish.url_id:
            raise Unsupported("a session with an id of our own", [Capability.SEED])

    def _starters_of(self, owner: str) -> list[tuple[str, Starter]]:
        own = [(name, it) for name, it in self._profile.starters.items() if it.visitor == owner]
        theirs = [(name, it) for name, it in self._profile.starters.items() if it.owner == owner]
        found = own or theirs or self._starters_like(owner)
        if not found:
            raise Unsupported(f"a session of '{owner}', whom no starter serves", [Capability.SEED])
        return found

    def _starters_like(self, owner: str) -> list[tuple[str, Starter]]:
        """The starters that people of the owner's role use for themselves, used by the owner."""
        role = self._profile.visitor(owner).role
        return [
            (name, it.model_copy(update={"visitor": owner}))
            for name, it in self._profile.starters.items()
            if not it.owner and self._profile.visitor(it.visitor).role == role
        ]

    def _do_until_done(self, side: SideRoom, starter: Starter, name: str) -> str:
        """Does the starter's steps, once more where something was missing; says why in that case.

        A page may have been slow once; one that twice lacks what the steps act on is of no use to
        anybody.
        """
        try:
            self._do(side, starter)
        except NotObserved as first:
            try:
                self._do(side, starter)
            except NotObserved as error:
                self.note_idle(name, f"Starter '{name}': {error}")
                raise
            return f"Starter '{name}' was used twice: {first}"
        return ""

    def _opened_by(self, side: SideRoom, starter: Starter, name: str) -> tuple[str, str]:
        side.settler.until(
            lambda _: self._opened(side.log) is not None,
            since=0,
            limit_ms=self._profile.deadlines.starts_ms,
        )
        opened = self._opened(side.log)
        if opened is None:
            why = f"Starter '{name}' opened no runner; no session can be made by it."
            if not started_anything(side.log.since(0)):
                why = idle(name, starter)
                self.note_idle(name, why)
            raise NotObserved(why)
        side.settler.settle(opened[0], since=0)
        return opened

    def _do(self, side: SideRoom, starter: Starter) -> None:
        side.room.goto(side.tab, self._aside.url(starter.path))
        for step in starter.steps:
            side.room.do(side.tab, step, self.values(starter.owner or starter.visitor))

    def _opened(self, events: EventLog) -> tuple[str, str] | None:
        for it in events.since(0):
            if it.is_page and runner_id(it.text("url"), self._rules):
                return it.actor, it.text("url")
        return None

    def _move_on(self, side: SideRoom, tab: str, wish: Wish) -> None:
        acts = self._profile.acts
        wanted = [*(acts.answer,) * wish.answers]
        wanted += [acts.end] if wish.status == "completed" else []
        if wanted and not all(wanted):
            raise Unsupported("answering or ending, for which the profile has no steps,", [])
        for number, steps in enumerate(wanted):
            before = side.log.last_seq
            for step in steps:
                side.room.do(tab, step, {"answer": f"Answer {number + 1}"})
            side.settler.quiet(tab, since=before)

    def _prepared(self, side: SideRoom, tab: str, url: str, wish: Wish) -> Prepared:
        seen = side.log.since(0)
        ids = identity_of(url, seen, self._profile)
        entry = side.room.read_storage(tab, self._profile.entry_key(ids.entry_id or ids.url_id))
        stored = at(_parsed(entry), self._profile.storage.payload)
        payload = stored or cast("JsonValue", payload_seen(seen, self._profile))
        nonce = at(payload, self._profile.payload.nonce)
        question = at(payload, self._profile.payload.question)
        session = Session(
            url_id=ids.url_id,
            document_id=ids.document_id,
            entry_id=ids.entry_id,
            nonce=str(nonce or ""),
            owner=self.visitor(wish.owner),
            payload=cast("dict[str, Json]", payload) if isinstance(payload, dict) else None,
            question=str(question or ""),
            in_storage=wish.in_storage,
        )
        self.note(session, wish.owner)
        return Prepared(session, entry or "")


def _parsed(text: str | None) -> JsonValue:
    try:
        found: JsonValue = json.loads(text or "null")
    except ValueError:
        return None
    return found
