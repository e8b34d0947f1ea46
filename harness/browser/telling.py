"""Turns what the probes of one room tell into events: in the right tab, on its clock, secrets
masked, roles told. It knows no driver.
"""

import json
from typing import Any
from urllib.parse import urlsplit

from harness.browser.documents import Documents
from harness.model.event import Json, Phase
from harness.model.word import Role
from harness.profile.profile import Profile
from harness.stage.log import EventLog
from harness.stage.mask import bearer_uid, has_token, issued_s, token_print

# The header that a route's own answer carries: the name of the fault that played it.
PLAYED = "x-layerproof-played"


class Telling:
    """Logs the messages of one room's probes; `documents` is told of navigations by the driver."""

    def __init__(self, log: EventLog, profile: Profile, origins: tuple[str, ...]) -> None:
        self.last_bearer = ""
        self.documents = Documents(log, profile.pair_header)
        self._log = log
        self._profile = profile
        self._origins = origins
        self._clocks: dict[str, tuple[str, int]] = {}
        self._roles: dict[str, str] = {}
        self._times: dict[str, float] = {}

    def told(self, tab: str, message: str) -> None:
        """One message of a probe, as JSON. Any page may call the binding: what is no message is
        noted, no crash.
        """
        try:
            self._told(tab, json.loads(message))
        except (KeyError, TypeError, ValueError) as error:
            self._log.add("harness", Phase.INFO, "warning", {"text": f"bad message: {error!r}"})

    def closed(self, tab: str) -> None:
        """The tab is gone."""
        number = self._clocks.get(tab, ("", 0))[1]
        clock = f"{tab}/{number}" if number else "harness"
        self._log.add(tab, Phase.INFO, "closed", at_ms=self._times.get(tab, 0.0), clock=clock)

    def crashed(self, tab: str) -> None:
        """The tab's process has ended."""
        text = f"{tab} crashed: its process ended."
        self._log.add("harness", Phase.INFO, "warning", {"text": text})

    def role_of(self, method: str, url: str, body: str | None, *, beacon: bool = False) -> Role:
        """What such a request is for; only the target's own have a role."""
        if not self._own(url):
            return Role.OTHER
        role = self._profile.api.role_of(method, url, body)
        return Role.TELEMETRY if beacon and role is Role.OTHER else role

    def _told(self, tab: str, told: dict[str, Any]) -> None:
        clock, at_ms = self._clock(tab, told["doc"]), float(told["t"])
        what, kind, detail = str(told["what"]), Phase(told["kind"]), dict(told["detail"])
        pair = str(detail.pop("pair", ""))
        detail["order"] = f"{told.get('agent', '')}:{told.get('order', 0)}"
        self._times[tab] = at_ms
        if what == "document" and kind is Phase.BEGIN:
            self.documents.began(tab, clock, at_ms, detail, pair)
            return
        if what == "request":
            detail, pair = self._of_request(clock, kind, detail, pair)
        elif what.startswith("storage."):
            detail = self._of_storage(detail)
        self._log.add(tab, kind, what, detail, at_ms=at_ms, clock=clock, pair=pair)

    def _clock(self, tab: str, doc: str) -> str:
        known, number = self._clocks.get(tab, ("", 0))
        if known != doc:
            number += 1
            self._clocks[tab] = (doc, number)
        return f"{tab}/{number}"

    def _of_request(
        self, clock: str, kind: Phase, detail: dict[str, Any], pair: str
    ) -> tuple[dict[str, Any], str]:
        key = f"{clock}/{detail.get('id')}"
        if kind is Phase.BEGIN:
            sent = detail.get("sent")
            body = sent if isinstance(sent, str) else None
            beacon = detail.get("initiator") == "beacon"
            method = str(detail.get("method", "GET"))
            role = self.role_of(method, str(detail["url"]), body, beacon=beacon)
            self._roles[key] = role
            authorization = str(detail.pop("authorization", None) or "")
            self._remember(authorization, str(detail["url"]))
            detail |= {
                "role": role,
                "foreign": not self._own(str(detail["url"])),
                "bearer": bearer_uid(authorization),
                "token_print": token_print(authorization),
                "issued_s": issued_s(authorization),
                "leak": _leak(str(detail["url"]), body, role),
            }
            if body is not None:
                detail["sent"] = _parsed(body)
            return detail, pair
        detail["role"] = self._roles.get(key, Role.OTHER)
        headers = {
            str(name).lower(): value for name, value in (detail.get("headers") or {}).items()
        }
        detail["headers"] = headers
        if isinstance(detail.get("body"), str):
            detail["body"] = _parsed(detail["body"])
        names = (headers.get(it) for it in (PLAYED, self._profile.pair_header.lower()))
        return detail, str(next((it for it in names if it), pair))

    def _remember(self, authorization: str, url: str) -> None:
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() == "bearer" and self._own(url):
            self.last_bearer = token.strip()

    def _own(self, url: str) -> bool:
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc}" in self._origins or not parts.netloc

    def _of_storage(self, detail: dict[str, Any]) -> dict[str, Any]:
        if isinstance(detail.get("value"), str) and detail.get("role") == "entry":
            detail["value"] = _parsed(detail["value"])
        return detail


def _leak(url: str, body: str | None, role: Role) -> str:
    """Where a token stands that is not the Authorization header; auth's own calls carry tokens by
    their nature.
    """
    if has_token(url):
        return "url"
    return "body" if body and role is not Role.AUTH and has_token(body) else ""


def _parsed(text: str) -> Json:
    try:
        found: Json = json.loads(text)
    except ValueError:
        return text
    return found
