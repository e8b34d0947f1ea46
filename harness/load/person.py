"""Who a virtual user is: signed in by the application's own calls, with tokens that are renewed, or
by a sign-in that a browser has lent.
"""

from collections.abc import Mapping, MutableMapping

from pydantic import JsonValue

from harness.load.account import Account, Lent
from harness.load.call import Call, Send, body_of, expecting
from harness.load.filling import filled
from harness.load.script import Entrance, Script
from harness.load.world import Answer, Clock, NoAnswer
from harness.profile.template import at

# As the page has it: a token that expires this soon is renewed first.
EXPIRY_MARGIN_MS = 5_000
SIGN_IN = "sign-in"
RENEW = "token"
# Who signs in by cookies alone, and of whom no answer says who they are, is somebody all the same.
SOMEBODY = "somebody"


class Person:
    """One signed-in person; `storage` remembers their uid under the profile's key, where it names
    one.
    """

    def __init__(
        self,
        send: Send,
        clock: Clock,
        storage: MutableMapping[str, str],
        reader_key: str,
        script: Script,
    ) -> None:
        self._send = send
        self._clock = clock
        self._storage = storage
        self._reader_key = reader_key
        self._script = script
        self._account = Account()
        self._told: dict[str, JsonValue] = {}
        self._uid: str | None = None
        self._token: str | None = None
        self._until_ms = float("inf")

    @property
    def sources(self) -> dict[str, JsonValue]:
        """What calls may say of this person."""
        known: Mapping[str, JsonValue] = self._account.known()
        return {"visitor": dict(known), "sign_in": self._told, "uid": self._uid}

    def sign_in(self, account: Account) -> bool:
        """Signs in, and says whether the server let them in; raises NoAnswer."""
        self._account = account
        if account.lent is not None:
            return self._borrow(account.lent)
        if self._script.sign_in is None:
            return False
        return self._enter(self._script.sign_in, SIGN_IN)

    def remembered_uid(self) -> str | None:
        """The uid that storage remembers, or that is known without it."""
        return self._storage.get(self._reader_key) if self._reader_key else self._uid

    def settled(self, timeout_ms: float) -> str | None:
        """The uid at once: a virtual user's auth has nothing to wait for."""
        del timeout_ms
        return self.remembered_uid()

    def token(self, timeout_ms: float) -> str | None:
        """The token, renewed first when it is about to expire; '' for who needs none."""
        if self._token is None:
            return None
        if self._until_ms - EXPIRY_MARGIN_MS <= self._clock.now_ms():
            return self.fresh_token(timeout_ms)
        return self._token

    def fresh_token(self, timeout_ms: float) -> str | None:
        """A token made now; None, and signed out, when the server no longer knows the person."""
        entrance = self._script.renew or self._script.sign_in
        if self._account.lent is not None or entrance is None:
            return self._token  # a browser's sign-in is what it is
        name = RENEW if self._script.renew else SIGN_IN
        answer = self._call(entrance, name, timeout_ms)
        if answer.status in (400, 401, 403):
            self._leave()
            return None
        if not self._learn(entrance, answer):
            raise NoAnswer(f"the token endpoint answered {answer.status}")
        return self._token

    def _borrow(self, lent: Lent) -> bool:
        self._token = lent.bearer
        self._remember(lent.uid)
        return True

    def _enter(self, entrance: Entrance, name: str) -> bool:
        return self._learn(entrance, self._call(entrance, name, 10_000))

    def _call(self, entrance: Entrance, name: str, timeout_ms: float) -> Answer:
        line, sources = entrance.line, self.sources
        path = str(filled(line.path, sources))
        body = filled(line.body, sources)
        wrong = expecting(line.status)
        call = Call(line.method, path, name, body, None, timeout_ms, wrong, line.headers)
        return self._send(call)

    def _learn(self, entrance: Entrance, answer: Answer) -> bool:
        """Takes what the answer tells; whether it lets anybody in."""
        if not entrance.line.takes(answer.status):
            return False
        found = body_of(answer)
        token = at(found, entrance.token) if entrance.token else ""
        uid = at(found, entrance.uid) if entrance.uid else ""
        if not isinstance(token, str) or not isinstance(uid, str):
            return False
        if (entrance.token and not token) or (entrance.uid and not uid):
            return False
        self._told, self._token = {**self._told, **found}, token
        self._until_ms = self._lasts_until(
            at(found, entrance.lasts_s) if entrance.lasts_s else None
        )
        self._remember(uid)
        return True

    def _lasts_until(self, lasts_s: JsonValue) -> float:
        try:
            return self._clock.now_ms() + float(str(lasts_s)) * 1_000
        except ValueError:
            return float("inf")

    def _remember(self, uid: str) -> None:
        self._uid = uid or self._uid or SOMEBODY
        if self._reader_key:
            self._storage[self._reader_key] = self._uid

    def _leave(self) -> None:
        self._told, self._token, self._uid = {}, None, None
        self._storage.pop(self._reader_key, None)
