"""Who a virtual user is: signed in by the application's own calls, with tokens that are renewed."""

from collections.abc import MutableMapping

from pydantic import JsonValue

from harness.load.account import Account
from harness.load.call import Call, Send, body_of
from harness.load.world import Answer, Clock, NoAnswer

# As the page has it: a token that expires this soon is renewed first.
EXPIRY_MARGIN_MS = 5_000
SIGN_IN = "sign-in"
RENEW = "token"
_NEEDED = {"uid", "idToken", "refreshToken", "expiresIn"}


class Person:
    """One signed-in person; `storage` remembers their uid under the profile's key."""

    def __init__(
        self, send: Send, clock: Clock, storage: MutableMapping[str, str], reader_key: str
    ) -> None:
        self._send = send
        self._clock = clock
        self._storage = storage
        self._reader_key = reader_key
        self._tokens: dict[str, JsonValue] = {}
        self._expires_ms = 0.0

    @property
    def name(self) -> str:
        """The name that the account bears."""
        return str(self._tokens.get("name", ""))

    def sign_in(self, account: Account) -> bool:
        """Signs in, and says whether the server let them in; raises NoAnswer."""
        body: JsonValue = {"email": account.email, "password": account.password}
        return self._learn(self._send(Call("POST", "/api/auth/sign-in", SIGN_IN, body)))

    def remembered_uid(self) -> str | None:
        """The uid that storage remembers."""
        return self._storage.get(self._reader_key)

    def settled(self, timeout_ms: float) -> str | None:
        """The uid at once: a virtual user's auth has nothing to wait for."""
        del timeout_ms
        return self.remembered_uid()

    def token(self, timeout_ms: float) -> str | None:
        """The token, renewed first when it is about to expire."""
        if not self._tokens:
            return None
        if self._expires_ms - EXPIRY_MARGIN_MS <= self._clock.now_ms():
            return self.fresh_token(timeout_ms)
        return str(self._tokens["idToken"])

    def fresh_token(self, timeout_ms: float) -> str | None:
        """A token made now; None, and signed out, when the server no longer knows the person."""
        body: JsonValue = {"refreshToken": self._tokens.get("refreshToken")}
        answer = self._send(Call("POST", "/api/auth/token", RENEW, body, timeout_ms=timeout_ms))
        if answer.status in (400, 401, 403):
            self._tokens = {}
            self._storage.pop(self._reader_key, None)
            return None
        if not self._learn(answer):
            raise NoAnswer(f"the token endpoint answered {answer.status}")
        return str(self._tokens["idToken"])

    def _learn(self, answer: Answer) -> bool:
        found = body_of(answer)
        if answer.status != 200 or not {"uid", "idToken", "refreshToken", "expiresIn"} <= set(
            found
        ):
            return False
        self._tokens = found
        self._expires_ms = self._clock.now_ms() + float(str(found["expiresIn"])) * 1_000
        self._storage[self._reader_key] = str(found["uid"])
        return True
