"""Whose request it is that a service worker makes: that of the tab that waits for the same address.

The tab's own word of it may come after the worker's, for the two come from different processes. So
where no tab is found each is asked for a word: what it told before comes before its answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from harness.browser.cdp import CdpClient
from harness.chromium.tab import Session, Tab

# The tab, and its own name for the request.
Claim = tuple[Tab, str]
_WORD = {"expression": "0"}


@dataclass(eq=False, slots=True)
class _Sought:
    """A worker's request of which a tab may still tell: one of those that have not answered."""

    url: str
    request: str
    found: Callable[[Claim | None], None]
    silent: list[Tab]


class Claims:
    """Knows which tab each request of a context's service workers belongs to. All of it runs in the
    thread of the browser's events.
    """

    def __init__(self, cdp: CdpClient, tabs: Callable[[], Sequence[Tab]]) -> None:
        self._cdp = cdp
        self._tabs = tabs
        self._given: dict[str, Claim] = {}
        self._sought: list[_Sought] = []

    def seek(self, url: str, request: str, found: Callable[[Claim | None], None]) -> None:
        """Calls `found` with whose request for this address it is, or None where it is the worker's
        own: at once, or when that is known. The same `request` is always the same tab's.
        """
        claim = self._given.get(request) or self._free(url)
        if claim is not None:
            self._give(request, claim, found)
            return
        sought = _Sought(url, request, found, [it for it in self._tabs() if not it.is_deaf])
        self._sought.append(sought)
        for tab in list(sought.silent):
            self._ask(tab, sought)
        self.look()

    def look(self) -> None:
        """A tab has told of a request, or will tell of none any more."""
        for it in list(self._sought):
            claim = self._free(it.url)
            is_known = claim is not None or all(tab.is_deaf for tab in it.silent)
            # Whoever is told may look again, before this loop has come to the next.
            if is_known and it in self._sought:
                self._sought.remove(it)
                self._give(it.request, claim or self._again(it.url), it.found)

    def _ask(self, tab: Tab, sought: _Sought) -> None:
        def answered() -> None:
            sought.silent.remove(tab)
            self.look()

        asked = Session(self._cdp, tab.session).send("Runtime.evaluate", _WORD)
        asked.add_done_callback(lambda _: self._cdp.later(answered))

    def _give(
        self, request: str, claim: Claim | None, found: Callable[[Claim | None], None]
    ) -> None:
        if claim is not None:
            self._given[request] = claim
        found(claim)

    def _free(self, url: str) -> Claim | None:
        """A request of a tab's that is no other one of a worker's."""
        given = {name for _, name in self._given.values()}
        return next((it for it in self._waiting(url) if it[1] not in given), None)

    def _again(self, url: str) -> Claim | None:
        """A request of a tab's for which a worker has asked before, and asks once more."""
        return next(iter(self._waiting(url)), None)

    def _waiting(self, url: str) -> Sequence[Claim]:
        return [(tab, name) for tab in self._tabs() for name in tab.asking(url)]
