"""Sessions and visitors that are seeded through the mock's control plane."""

import secrets
from collections.abc import Mapping
from typing import cast
from urllib.parse import quote

from pydantic import JsonValue

from harness.backend import document as documents
from harness.backend.control import ControlPlane, TokenKind
from harness.backend.document import Facts
from harness.errors import UsageError
from harness.model.session import Session, Visitor
from harness.profile.profile import Profile
from harness.profile.sign_in import ByControlPlane
from harness.profile.template import as_stored, placed
from harness.profile.visitor import Person
from harness.stage.driver import Visa
from harness.stage.source import Prepared, Wish

SHORT_LIVED_S = 3.0
LATER_MS = 7_200_000.0
# What encodeURIComponent leaves as it is, beside letters, digits and `-._~` (ECMA-262, 19.2.6.4).
UNQUOTED = "!*'()"


class SeededSource:
    """A `SessionSource` on the control plane. Each scenario has people and organisations of its
    own.
    """

    def __init__(self, control: ControlPlane, profile: Profile) -> None:
        self._control = control
        self._profile = profile
        self._mark = secrets.token_hex(3)
        self._visitors = {name: self._visitor(name) for name in profile.visitors}
        self._seeded = False
        self._short_lived: dict[str, str] = {}
        self.created = 0

    def make(self, wish: Wish) -> Prepared:
        """Writes the document, if it shall be in the database, and returns the entry."""
        self._people()
        owner = self.visitor(wish.owner)
        self.created += 1
        url_id = wish.url_id or f"it-{self._mark}-{self.created}-{secrets.token_hex(4)}"
        facts = Facts(
            id=url_id,
            owner_uid=owner.uid,
            org_id=owner.org_id,
            student=wish.name or f"Nonce {secrets.token_hex(4)}",
            question=f"Question of {url_id}: why here?",
            status=wish.status,
            answers=wish.answers,
            expired=wish.expired,
            now=documents.instant(),
        )
        if wish.in_database:
            path = (self._profile.database.session if self._profile.database else "").replace(
                "{id}", url_id
            )
            self._control.seed({path: documents.document(facts)})
        session = Session(
            url_id=url_id,
            document_id=url_id,
            nonce=facts.student,
            owner=owner,
            payload=documents.payload(facts),
            question=facts.question,
            in_storage=wish.in_storage,
            in_database=wish.in_database,
        )
        return Prepared(session, self._entry(session, self._profile.storage.fixed))

    def visitor(self, name: str) -> Visitor:
        """The visitor of that name; raises UnknownName."""
        self._profile.visitor(name)
        return self._visitors[name]

    def values(self, visitor: str) -> dict[str, str]:
        """The visitor's own values, and those of everybody as `{visitor}.{value}`."""
        own = self._values_of(visitor)
        others = {
            f"{name}.{key}": value
            for name in self._visitors
            for key, value in self._values_of(name).items()
        }
        return {**others, **own}

    def visa(self, visitor: Visitor, *, token: str, origin: str) -> Visa:  # noqa: ARG002 - one origin's storage
        """What auth finds in localStorage and cookies. 'expired' can be renewed, 'revoked' cannot;
        'unnoticed' has expired, and says that it has not.
        """
        if not visitor.uid:
            return Visa()
        self._people()
        person = self._profile.visitor(visitor.name)
        way = self._profile.sign_in[person.sign_in]
        if not isinstance(way, ByControlPlane):
            raise UsageError(f"Visitor '{visitor.name}' does not sign in by the control plane.")
        made = self._control.token(
            visitor.uid, kind="valid" if token == "valid" else "expired", ttl_s=3_600
        )
        values: dict[str, JsonValue] = {
            "uid": visitor.uid,
            "email": self._email(visitor.name),
            "role": visitor.role,
            "name": self._name(visitor.name),
            "orgId": visitor.org_id,
            "idToken": made.id_token,
            "refreshToken": "revoked" if token == "revoked" else made.refresh_token,
            "expiresAt": made.expires_at_ms + (LATER_MS if token == "unnoticed" else 0),
        }
        return Visa(
            {key: as_stored(it, values) for key, it in way.storage.items()},
            {name: quote(as_stored(it, values), safe=UNQUOTED) for name, it in way.cookies.items()},
        )

    def bearer(self, visitor: str, *, token: str) -> str:
        """A token of the visitor; 'not-a-token' is a text that is none, 'short-lived' the same
        token at each call, which is good for SHORT_LIVED_S.
        """
        self._people()
        uid = self.visitor(visitor).uid
        if token == "not-a-token":
            return "not-a-token"
        if token != "short-lived":
            return self._control.token(uid, kind=cast("TokenKind", token)).id_token
        if visitor not in self._short_lived:
            made = self._control.token(uid, ttl_s=SHORT_LIVED_S)
            self._short_lived[visitor] = made.id_token
        return self._short_lived[visitor]

    def note(self, session: Session, visitor: str) -> None:  # noqa: ARG002 - the mock forgets all
        """Counts what a starter created."""
        self.created += 1

    def refuse_idle(self, starter: str) -> None:
        """Refuses none: the mock's starters are known."""

    def note_idle(self, starter: str, why: str) -> None:
        """Forgets it: a starter that does nothing is a fault of the mock's, each time."""

    def clean(self) -> int:
        """The mock forgets everything when it stops, so all is removed."""
        return self.created

    def _entry(self, session: Session, fixed: Mapping[str, object]) -> str:
        stored = self._profile.storage
        payload = cast("JsonValue", session.payload)
        entry = placed(cast("JsonValue", dict(fixed)), stored.payload, payload)
        if stored.reader:
            entry = placed(entry, stored.reader, session.owner.uid)
        return as_stored(entry, {})

    def _people(self) -> None:
        if self._seeded:
            return
        self._seeded = True
        template = self._profile.database.user if self._profile.database else "users/{uid}"
        self._control.seed(
            {
                template.replace("{uid}", it.uid): documents.user(
                    it.role, it.org_id, self._name(it.name)
                )
                for it in self._visitors.values()
            },
            passwords={
                self._email(name): {"uid": it.uid, "password": self._password(name)}
                for name, it in self._visitors.items()
            },
        )

    def _visitor(self, name: str) -> Visitor:
        person: Person = self._profile.visitor(name)
        org = f"{person.org}-{self._mark}" if person.org else ""
        return Visitor(name, f"{name}-{self._mark}", person.role, org)

    def _values_of(self, name: str) -> dict[str, str]:
        visitor = self._visitors[name]
        return {
            "name": self._name(name),
            "email": self._email(name),
            "password": self._password(name),
            "uid": visitor.uid,
            "role": visitor.role,
        }

    def _name(self, visitor: str) -> str:
        return f"{visitor.replace('-', ' ').title()} {self._mark}"

    def _password(self, visitor: str) -> str:
        return f"practice-{visitor}-{self._mark}"

    def _email(self, visitor: str) -> str:
        return f"{visitor}-{self._mark}@example.test"
