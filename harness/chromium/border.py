"""The browser's own border, which everything that is sent to a target's origin crosses, whoever in
the browser sends it: tabs, workers, and beacons of tabs that are gone already.

What the tabs themselves tell ends with them; that a beacon was answered is told here alone
(measured: after a navigation the page says nothing of it any more).
"""

import threading
from collections.abc import Collection, Mapping
from typing import Any

from harness.browser.cdp import CdpClient
from harness.browser.secrets import origin_of, with_secrets

ENABLE_S = 30.0
_PING = "Ping"


class Border:
    """Puts secret headers on what goes to their own origin, answers a proxy that wants to know who
    asks, and knows which beacons have no answer yet.

    One a browser; `proxy` is Playwright's option, whose credentials alone are of interest here.
    """

    def __init__(self, cdp: CdpClient, proxy: Mapping[str, str] | None = None) -> None:
        self._cdp = cdp
        self._login = _login(proxy or {})
        self._secrets: dict[str, Mapping[str, str]] = {}
        self._beacons: dict[str, str] = {}
        self._lock = threading.Lock()
        cdp.on("Fetch.requestPaused", self._paused)
        cdp.on("Fetch.authRequired", self._asked_who)

    def watch(self, origin: str, secrets: Mapping[str, str]) -> None:
        """From now on the origin's beacons are known, and what goes there carries the secrets, each
        request as they are by then.
        """
        if self._secrets.get(origin_of(origin)) != dict(secrets):
            self._secrets[origin_of(origin)] = secrets
            asked = {"patterns": self._patterns(), "handleAuthRequests": bool(self._login)}
            self._cdp.call("Fetch.enable", asked, timeout_s=ENABLE_S)

    def beacons(self, frames: Collection[str]) -> int:
        """How many beacons of these main frames have no answer yet."""
        with self._lock:
            return sum(it in frames for it in self._beacons.values())

    def forget(self, frames: Collection[str]) -> None:
        """Nobody waits for the beacons of these frames any more."""
        with self._lock:
            self._beacons = {it: of for it, of in self._beacons.items() if of not in frames}

    def _patterns(self) -> list[dict[str, str]]:
        found: list[dict[str, str]] = [{"urlPattern": "*"}] if self._login else []
        for origin, secrets in self._secrets.items():
            found.append(
                {"urlPattern": f"{origin}/*", **({} if secrets else {"resourceType": _PING})}
            )
            back = {"resourceType": _PING, "requestStage": "Response"}
            found.append({"urlPattern": f"{origin}/*", **back})
        return found

    def _paused(self, params: dict[str, Any], session: str | None) -> None:
        if session is not None:
            return
        is_back = "responseStatusCode" in params or "responseErrorReason" in params
        if params.get("resourceType") == _PING:
            self._note(params, is_back=is_back)
        said: dict[str, object] = {"requestId": params["requestId"]}
        secrets = self._secrets.get(origin_of(str(params["request"]["url"])), {})
        if secrets and not is_back:
            said["headers"] = with_secrets(params["request"]["headers"], secrets)
        self._cdp.send("Fetch.continueRequest", said)

    def _note(self, params: dict[str, Any], *, is_back: bool) -> None:
        name = str(params.get("networkId", params["requestId"]))
        with self._lock:
            if is_back:
                self._beacons.pop(name, None)
            else:
                self._beacons[name] = str(params.get("frameId", ""))

    def _asked_who(self, params: dict[str, Any], session: str | None) -> None:
        if session is not None:
            return
        is_proxy = params["authChallenge"].get("source") == "Proxy"
        answer = self._login if is_proxy and self._login else {"response": "Default"}
        asked = {"requestId": params["requestId"], "authChallengeResponse": answer}
        self._cdp.send("Fetch.continueWithAuth", asked)


def _login(proxy: Mapping[str, str]) -> dict[str, str]:
    if not proxy.get("username"):
        return {}
    known = {"username": proxy["username"], "password": proxy.get("password", "")}
    return {"response": "ProvideCredentials", **known}
