"""Joins what the browser tells of a navigation with the document that the probes then see.

A document begins, in the log, when its first probe speaks; its answer's head is known by then. A
popup's first request may be told before its page exists, so navigations are matched to documents by
address. One that fails never gets a probe, and is logged by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from harness.model.event import Json, Phase
from harness.stage.log import EventLog


class Asked(Protocol):
    """A main frame's request for a document, one hop; `failure` says why none came."""

    @property
    def url(self) -> str:
        """Its address."""

    @property
    def redirected_from(self) -> "Asked | None":
        """The hop before."""

    @property
    def failure(self) -> str | None:
        """Why no answer came; None where one did."""


class Answered(Protocol):
    """The head of a document's answer."""

    @property
    def url(self) -> str:
        """Whose answer it is."""

    @property
    def status(self) -> int:
        """The HTTP status."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Its headers in lower case."""

    @property
    def from_service_worker(self) -> bool:
        """Whether a service worker answered."""


@dataclass(slots=True)
class Navigation:
    """One main-frame navigation, as far as it is known; a redirect's hops are one."""

    url: str
    tab: str
    answer: dict[str, Json] | None = None
    hops: list[str] = field(default_factory=list)

    def leads_to(self, url: str) -> bool:
        """Whether it can have brought the document of this address."""
        final = str(self.answer["url"]) if self.answer else self.url
        return _plain(url) in {_plain(it) for it in (self.url, final, *self.hops)}


class Documents:
    """Logs `document` events, each in its tab, each once."""

    def __init__(self, log: EventLog, pair_header: str) -> None:
        self._log = log
        self._pair_header = pair_header.lower()
        self._by_request: dict[Asked, Navigation] = {}
        self._pending: list[Navigation] = []
        self._failed: list[tuple[Navigation, str]] = []

    def requested(self, request: Asked, tab: str) -> None:
        """A navigation was asked for; `tab` is '' where its page is not there yet."""
        before = request.redirected_from
        known = self._by_request.get(before) if before else None
        if known is None:
            known = Navigation(request.url, tab)
            self._pending.append(known)
        else:
            known.hops.append(request.url)
        self._by_request[request] = known

    def responded(self, request: Asked, response: Answered) -> None:
        """Its answer's head is there; a redirect's is not the answer."""
        navigation = self._by_request.get(request)
        if navigation is None or 300 <= response.status < 400:
            return
        headers: dict[str, Json] = dict(response.headers)
        navigation.answer = {
            "url": response.url,
            "status": response.status,
            "headers": headers,
            "from_worker": response.from_service_worker,
            "hops": list(navigation.hops),
        }

    def failed(self, request: Asked) -> None:
        """No document came; logged in its tab, or in the next tab that appears without one."""
        navigation = self._by_request.get(request)
        if navigation is None or navigation.answer is not None or navigation not in self._pending:
            return
        self._pending.remove(navigation)
        reason = request.failure or "failed"
        if navigation.tab:
            self._log_failure(navigation, navigation.tab, reason)
        else:
            self._failed.append((navigation, reason))

    def appeared(self, tab: str) -> None:
        """A tab is there now: a failure that waited for one is its."""
        if self._failed:
            navigation, reason = self._failed.pop(0)
            self._log_failure(navigation, tab, reason)

    def began(self, tab: str, clock: str, at_ms: float, detail: dict[str, Json], pair: str) -> None:
        """A document's first probe speaks: logs its begin, and its answer where Playwright saw
        one.
        """
        url = str(detail.get("url", ""))
        self._log.add(tab, Phase.BEGIN, "document", detail, at_ms=at_ms, clock=clock, pair=pair)
        navigation = self._take(tab, url)
        if navigation is None or navigation.answer is None:
            return
        headers = navigation.answer["headers"]
        request_id = headers.get(self._pair_header, "") if isinstance(headers, dict) else ""
        self._log.add(
            tab,
            Phase.OK,
            "document",
            navigation.answer,
            at_ms=at_ms,
            clock=clock,
            pair=str(request_id),
        )

    def _take(self, tab: str, url: str) -> Navigation | None:
        fitting = [it for it in self._pending if it.tab in (tab, "") and it.leads_to(url)]
        if not fitting:
            return None
        self._pending.remove(fitting[-1])
        return fitting[-1]

    def _log_failure(self, navigation: Navigation, tab: str, reason: str) -> None:
        self._log.add(tab, Phase.BEGIN, "document", {"url": navigation.url})
        self._log.add(tab, Phase.FAIL, "document", {"url": navigation.url, "reason": reason})


def _plain(url: str) -> str:
    return url.partition("#")[0]
