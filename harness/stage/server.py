"""The app's server, asked without a browser, and the database behind it.

What is asked here belongs to no journey: a scenario judges the answers itself. What needs the
database, or the server's own doing, needs a target that has a control plane.
"""

from collections.abc import Mapping
from typing import cast
from urllib.parse import quote

from harness.errors import NotObserved, Unsupported, Withheld
from harness.model.event import Json
from harness.model.naming import SIGN_IN
from harness.model.request import Request
from harness.model.session import NOBODY, Session, Visitor
from harness.model.word import Capability, Role
from harness.profile.endpoint import Endpoint
from harness.profile.policy import Limit
from harness.stage.ask import Answer, ask
from harness.stage.backend import Backend, DatabaseFault
from harness.stage.scene import Scene

TOO_MANY = 429
READING = ("GET", "HEAD", "OPTIONS")
# So few calls a minute that they are made at once, and more than one, so that they are counted.
FEW = 3


class Server:
    """One scenario's way to the server. `owner` asks where nobody else is named."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def get(
        self,
        session: Session | str,
        *,
        visitor: str = "owner",
        token: str = "valid",
        path: str = "",
    ) -> Answer:
        """Asks for a session; a text is an id as it stands in the path.

        `visitor` 'nobody' sends no token; `token` may be 'expired', 'wrong-audience', 'wrong-
        issuer', 'alg-none', 'other-key', 'not-a-token', or 'short-lived', which is the same one at
        each call. Raises Unsupported where the target's tokens cannot be made so, or it cannot
        refuse this visitor.
        """
        self._scene.roster.refuse_faceless(visitor)
        endpoint = self._scene.place.profile.api.session[0]
        raw_id = session if isinstance(session, str) else quote(self.id_of(session), safe="")
        return self._send(endpoint.method, path or endpoint.at(raw_id), visitor, token, None)

    def call(
        self,
        role: Role,
        body: Mapping[str, Json],
        *,
        visitor: str = "owner",
        nth: int = 0,
    ) -> Answer:
        """Makes a call of that role, the profile's `nth`, with the field that tells it from others
        put in; raises Unsupported where the app has none, Withheld in production.
        """
        self._refuse_in_production()
        self._scene.roster.refuse_faceless(visitor)
        endpoint = self._endpoint(role, nth)
        told = {endpoint.field: cast("Json", endpoint.equals)} if endpoint.field else {}
        sent = {**told, **body}
        return self._send(endpoint.method, endpoint.where, visitor, "valid", sent)

    def send(self, role: Role, text: str, *, visitor: str = "owner") -> Answer:
        """Makes a call of that role whose body is the text as it stands; raises Withheld in
        production.
        """
        self._refuse_in_production()
        endpoint = self._endpoint(role, 0)
        return self._send(endpoint.method, endpoint.where, visitor, "valid", None, raw=text)

    def ask_too_often(self, session: Session) -> Answer:
        """Asks for the session until that is too often, and returns the answer that says so: as the
        profile's limited reader, else as the session's owner, whose calls the control plane limits.

        Raises Unsupported where there is neither, NotObserved where twice as many calls as a minute
        allows are all answered, Withheld in production.
        """
        self._refuse_in_production()
        limit = self._limit_of(session.owner)
        for _ in range(2 * limit.calls + 1):
            answer = self.get(session, visitor=limit.visitor)
            if answer.status == TOO_MANY:
                return answer
        raise NotObserved(f"{2 * limit.calls + 1} calls were not too many, or took over a minute.")

    def repeat(self, call: Request, *, visitor: str = "owner", body: Json = None) -> Answer:
        """Makes a call of a page once more, with the body that it had or another one; raises
        Withheld in production.
        """
        self._refuse_in_production()
        self._scene.roster.refuse_faceless(visitor)
        path = call.url.removeprefix(self._scene.place.target.origin)
        sent = call.begin.detail.get("sent") if body is None else body
        return self._send(call.method, path, visitor, "valid", sent)

    @property
    def endpoints(self) -> tuple[Endpoint, ...]:
        """Every call that the profile knows, in its order."""
        api = self._scene.place.profile.api
        return tuple(it for name in type(api).model_fields for it in getattr(api, name))

    @property
    def handlers(self) -> tuple[Endpoint, ...]:
        """Those that answer nobody otherwise than 404, be it with a refusal: where nobody signs in,
        a call about a session that is not there says nothing of who answers it.
        """
        anybody = SIGN_IN in self._scene.place.rules.unnamed
        return tuple(it for it in self.endpoints if not (anybody and "{id}" in it.where))

    def ask(self, endpoint: Endpoint, *, visitor: str = NOBODY.name) -> Answer:
        """Makes a call of an id that no session has, without a body; raises Withheld in production
        for one that does not only read.
        """
        if endpoint.method not in READING:
            self._refuse_in_production()
        path = endpoint.at(self._scene.place.profile.ids.unknown)
        return self._send(endpoint.method, path, visitor, "valid", None)

    def id_of(self, session: Session) -> str:
        """The session's id as the app's session API takes it."""
        match self._scene.place.profile.ids.session:
            case "document":
                return session.document_id
            case "entry":
                return session.entry_id or session.url_id
            case _:
                return session.url_id

    def document(self, session: Session | str) -> Mapping[str, Json]:
        """The session's document as it is stored now, {} where there is none."""
        name = session if isinstance(session, str) else session.document_id
        return self.backend.document(self._path(name)) or {}

    def user(self, visitor: str) -> Mapping[str, Json]:
        """The visitor's document as it is stored now, {} where there is none."""
        return self.backend.document(self._user_path(visitor)) or {}

    def change(self, session: Session, **fields: Json) -> None:
        """Changes fields of the session's document, past the server."""
        path = self._path(session.document_id)
        self.backend.write(path, {**self.document(session), **fields})

    def change_user(self, visitor: str, **fields: Json) -> None:
        """Changes fields of the visitor's document, past the server."""
        self.backend.write(self._user_path(visitor), {**self.user(visitor), **fields})

    def disturb_database(self, fault: DatabaseFault) -> None:
        """Plays the fault until the scenario ends or lifts it; raises Unsupported where the target
        gives no hand on its database.
        """
        hand = self._scene.database or self._scene.backend
        if hand is None:
            raise Unsupported("a hand on the database", [Capability.DATABASE_FAULTS])
        hand.disturb(fault)

    def limit(self, per_minute: int) -> None:
        """Lets each caller make so many calls a minute, until the scenario ends."""
        self.backend.limit(per_minute)

    def hold(self, role: Role) -> str:
        """Holds the next request of that role before it is handled; returns the gate's name, for
        `let_go`.
        """
        return self.backend.hold(role)

    def let_go(self, gate: str) -> None:
        """Lets go what `hold` holds."""
        self.backend.open_gate(gate)

    @property
    def backend(self) -> Backend:
        """The control plane; raises Unsupported where the target has none."""
        backend = self._scene.backend
        if backend is None:
            raise Unsupported("a hand on server and database", [Capability.SERVER_FAULTS])
        return backend

    def _refuse_in_production(self) -> None:
        """What no page says could leave anything at all, and could not be removed."""
        if self._scene.place.target.is_production:
            raise Withheld("A call that no page makes")

    def _limit_of(self, owner: Visitor) -> Limit:
        """Who may be used up, and after how many calls."""
        known = self._scene.place.profile.access.limit
        if known is not None:
            return known
        if self._scene.backend is None:
            raise Unsupported("asking too often, for which the profile names nobody,", [])
        self.limit(FEW)
        return Limit(visitor=owner.name, calls=FEW)

    def _endpoint(self, role: Role, nth: int) -> Endpoint:
        known: tuple[Endpoint, ...] = getattr(self._scene.place.profile.api, role.value, ())
        if nth >= len(known):
            raise Unsupported(f"a call to {role}, of which the profile names {len(known)},", [])
        return known[nth]

    def _path(self, document_id: str) -> str:
        database = self._scene.place.profile.database
        assert database is not None, "a backend that can be seen has a database"
        return database.session.replace("{id}", document_id)

    def _user_path(self, visitor: str) -> str:
        database = self._scene.place.profile.database
        assert database is not None, "a backend that can be seen has a database"
        return database.user.replace("{uid}", self._scene.roster.visitor(visitor).uid)

    def _send(
        self,
        method: str,
        path: str,
        visitor: str,
        token: str,
        body: Json,
        *,
        raw: str | None = None,
    ) -> Answer:
        place = self._scene.place
        headers = dict(place.target.headers)
        bearer = "" if visitor == NOBODY.name else self._scene.source.bearer(visitor, token=token)
        if bearer:
            headers["Authorization"] = f"Bearer {bearer}"
        return ask(
            place.target.origin,
            method,
            path,
            headers=headers,
            body=body,
            raw=raw,
            insecure=place.insecure,
            tag=place.target.tag,
        )
