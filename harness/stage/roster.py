"""The sessions and visitors that a scenario knows."""

from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from harness.errors import Unnamed
from harness.model.naming import NOBODY_SIGNS_IN, SIGN_IN
from harness.model.session import NOBODY, Session, Visitor
from harness.profile.profile import Profile
from harness.stage.source import Prepared, SessionSource, Wish


class Roster:
    """Every session that was made, or that a starter created, by the id in its address."""

    def __init__(self, source: SessionSource, profile: Profile) -> None:
        self._source = source
        self._profile = profile
        self._prepared: dict[str, Prepared] = {}
        self._opened: list[str] = []

    def make(self, wish: Wish) -> Prepared:
        """Makes a session, and knows it from now on; raises Unsupported."""
        prepared = self._source.make(wish)
        self._prepared[prepared.session.url_id] = prepared
        return prepared

    def note(self, session: Session) -> None:
        """Knows a session that a starter created, which is removed with the others."""
        if session.url_id not in self._prepared:
            self._prepared[session.url_id] = Prepared(session, "")
            self._opened.append(session.document_id)
            self._source.note(session, session.owner.name)

    def note_created(self, documents: Iterable[str], owner: str) -> None:
        """Has those of an act's created sessions counted that opened no runner, and so were not
        noted by themselves; they are removed, too, where their id is known ('' where not).
        """
        left = list(documents)
        for opened in self._opened:
            known = next((it for it in (opened, "") if it in left), None)
            if known is not None:
                left.remove(known)
        self._opened.clear()
        for document in left:
            session = Session(document, document, nonce="", owner=Visitor(owner))
            self._source.note(session, owner)

    def session(self, url_id: str) -> Session | None:
        """The session with that id in its address, None for one that nobody heard of."""
        prepared = self._prepared.get(unquote(url_id))
        return prepared.session if prepared else None

    def visitor(self, name: str) -> Visitor:
        """The visitor of that name; raises UnknownName, and Unnamed for one whom the app cannot
        tell from anybody else.
        """
        self.refuse_faceless(name)
        return NOBODY if name == NOBODY.name else self._source.visitor(name)

    def refuse_faceless(self, name: str) -> None:
        """Raises Unnamed for nobody where nobody signs in, and for a visitor who does not sign in
        and is to be refused: they are not told from those with a right.
        """
        if name == NOBODY.name and SIGN_IN in self._profile.unnamed:
            raise Unnamed(NOBODY_SIGNS_IN)
        starts = {it.visitor for it in self._profile.starters.values()}
        if name in self._profile.guests and name not in {*self._profile.access.may_read, *starts}:
            raise Unnamed(f"'{name}' does not sign in, so the app cannot know whom to refuse.")

    def entry_key(self, session: Session) -> str:
        """The key under which the session's entry is stored."""
        return self._profile.entry_key(session.entry_id or session.url_id)

    def entries(self) -> Mapping[str, str]:
        """By key, the entries of all sessions that are to be in storage."""
        stored = [it for it in self._prepared.values() if it.session.in_storage and it.entry]
        return {self.entry_key(it.session): it.entry for it in stored}
