"""The mock's control plane, spoken to over HTTP.

Every call has a timeout. One client serves all threads (httpx.Client is made for that): the stage
pumps the browser in one thread while another waits here for the mock's log.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias
from urllib.parse import quote

import httpx

from harness.backend.answer import Log, Parked, Stored, Token, event_from
from harness.backend.fault import BackendFault
from harness.errors import BackendLost
from harness.model.event import Json

SECRET_HEADER = "X-Layerproof-Secret"
TIMEOUT_S = 10.0

Fields: TypeAlias = Mapping[str, Json]
TokenKind = Literal["valid", "expired", "wrong-audience", "wrong-issuer", "alg-none", "other-key"]


class ControlPlane:
    """Speaks for the harness to one mock.

    Raises BackendLost when no answer comes, or the control plane is not there or not ours. What
    the mock refuses as wrong, or does not know, is a bug and raises httpx.HTTPStatusError.
    """

    def __init__(
        self,
        url: str,
        secret: str,
        *,
        timeout_s: float = TIMEOUT_S,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._timeout_s = timeout_s
        self._client = httpx.Client(
            base_url=f"{url.rstrip('/')}/__layerproof/",
            headers={SECRET_HEADER: secret},
            timeout=timeout_s,
            transport=transport,
            trust_env=False,  # the mock is on loopback, where a proxy has no business
        )

    def seed(
        self,
        documents: Mapping[str, Fields],
        *,
        passwords: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        """Writes documents by path, past all faults; `passwords` are {email: {uid, password}}.

        Instants are `{"$time": "2026-01-02T03:04:05Z"}`.
        """
        self._call("POST", "seed", {"documents": documents, "passwords": passwords or {}})

    def document(self, path: str) -> Stored | None:
        """The document as it is stored now, past all faults; None where there is none."""
        answer = self._ask("POST", "documents", {"path": path})
        if answer.status_code == 404:
            return None
        told = _checked(answer)
        return Stored(told["document"], str(told["version"]))

    def token(self, uid: str, *, kind: TokenKind = "valid", ttl_s: float = 3600) -> Token:
        """A token for `uid`; its document must exist only where the kind is valid."""
        told = self._call("POST", "tokens", {"uid": uid, "kind": kind, "ttl_s": ttl_s})
        return Token(
            id_token=str(told["idToken"]),
            refresh_token=str(told["refreshToken"]),
            expires_at_ms=float(told["expiresAt"]),
            user=told["user"] or {},
        )

    def add_faults(self, faults: Sequence[BackendFault]) -> tuple[str, ...]:
        """Adds faults, in this order, and returns their ids."""
        told = self._call("POST", "faults", {"faults": [it.as_json() for it in faults]})
        return tuple(told["ids"])

    def faults(self) -> tuple[Fields, ...]:
        """The faults that are in force, each with `id` and how often it `fired`."""
        return tuple(self._call("GET", "faults")["faults"])

    def remove_fault(self, id: str) -> None:
        """Removes one fault."""
        self._call("DELETE", f"faults/{quote(id, safe='')}")

    def clear_faults(self) -> None:
        """Removes every fault."""
        self._call("DELETE", "faults")

    def limit(self, per_minute: int | None) -> None:
        """Lets each caller make so many calls a minute; None for the mock's own limit."""
        self._call("POST", "limits", {"per_minute": per_minute})

    def parked(self) -> tuple[Parked, ...]:
        """Who waits at which gate, in the order of arrival."""
        told = self._call("GET", "gates")["parked"]
        return tuple(Parked(str(it["gate"]), int(it["at_seq"]), it.get("what")) for it in told)

    def open_gate(self, name: str, *, count: int | Literal["all"] = 1) -> None:
        """Opens a gate for so many: who is parked now, or comes next."""
        self._call("POST", f"gates/{quote(name, safe='')}/open", {"count": count})

    def events(self, after: int = 0, *, wait_ms: int = 0) -> Log:
        """The log after seq `after`; waits up to `wait_ms` (at most 30,000) for the first line."""
        answer = self._ask(
            "GET",
            "events",
            params={"after": after, "wait_ms": wait_ms},
            timeout_s=self._timeout_s + wait_ms / 1000,
        )
        told = _checked(answer)
        return Log(
            tuple(event_from(it) for it in told["events"]), int(told["next"]), int(told["lost"])
        )

    def reset(self) -> None:
        """Documents, faults, gates and log gone; what is parked is let go with 503."""
        self._call("POST", "reset")

    def state(self) -> Fields:
        """What is running: commit, defects, store, now_ms, and the log's `seq`."""
        answer = self._ask("GET", "state")
        if answer.status_code == 404:
            raise BackendLost(f"{answer.url} is not there: this mock has no control plane.")
        return _checked(answer)

    def close(self) -> None:
        """Gives the connections back."""
        self._client.close()

    def _call(self, method: str, path: str, body: Mapping[str, object] | None = None) -> "_Told":
        return _checked(self._ask(method, path, body))

    def _ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        *,
        params: Mapping[str, int] | None = None,
        timeout_s: float | None = None,
    ) -> httpx.Response:
        limit = self._timeout_s if timeout_s is None else timeout_s
        try:
            return self._client.request(method, path, json=body, params=params, timeout=limit)
        except httpx.TransportError as error:
            raise BackendLost(
                f"The mock application did not answer {method} {path}: "
                f"{type(error).__name__}: {error}. It has ended, or hangs."
            ) from error


# What JSON holds is looked at where it is used.
_Told: TypeAlias = dict[str, Any]


def _checked(answer: httpx.Response) -> "_Told":
    """The answer's JSON, {} for an empty one."""
    if answer.status_code in (401, 403) or answer.status_code >= 500:
        raise BackendLost(
            f"The control plane answered {answer.status_code} to {answer.request.method} "
            f"{answer.request.url.path}: it has another secret, or failed. "
            f"It said: {answer.text[:200]!r}"
        )
    answer.raise_for_status()
    told: _Told = answer.json() if answer.content else {}
    return told
