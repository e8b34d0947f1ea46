"""Secret headers, put on every request to the target's own origin, and on no other.

Playwright's routes would take them along where the origin redirects to another one (a login of the
hosting, a store of pictures): it plays a route's headers again on each hop. The debugging protocol
asks for each hop anew, and an override holds for that hop alone.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from harness.browser.cdp import CdpClient


class SecretHeaders:
    """Holds for the whole browser, popups and workers too, until the client is closed.

    The client must be nobody else's: its `Fetch` domain is this one's. The headers are read for
    each request, so that one of them may be renewed.
    """

    def __init__(
        self, client: CdpClient, origins: Iterable[str], headers: Mapping[str, str]
    ) -> None:
        self._client = client
        self._origins = frozenset(origin_of(it) for it in origins)
        # A token that is nowhere is told here, and not while a request waits for it.
        dict(headers)
        self._headers = headers
        client.on("Fetch.requestPaused", self._paused)
        client.call(
            "Fetch.enable", {"patterns": [{"urlPattern": f"{it}/*"} for it in self._origins]}
        )

    def close(self) -> None:
        """Lets the requests go on without them."""
        self._client.close()

    def _paused(self, params: dict[str, Any], session: str | None) -> None:
        answer: dict[str, object] = {"requestId": params["requestId"]}
        request = params["request"]
        if origin_of(request["url"]) in self._origins:
            answer["headers"] = with_secrets(request["headers"], self._headers)
        self._client.send("Fetch.continueRequest", answer, session)


def with_secrets(sent: Mapping[str, str], secrets: Mapping[str, str]) -> list[dict[str, str]]:
    """A request's headers with the secret ones, as the protocol wants them."""
    ours = {name.lower() for name in secrets}
    # The browser adds its cookies itself; those named here would stand in their place.
    kept = {name: it for name, it in sent.items() if name.lower() not in {*ours, "cookie"}}
    return [{"name": name, "value": it} for name, it in {**kept, **secrets}.items()]


def origin_of(url: str) -> str:
    """Scheme, host and port of an address, as browsers spell them: no login, no usual port."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2].lower()
    usual = {"http": ":80", "https": ":443"}.get(parts.scheme, "")
    return f"{parts.scheme}://{host.removesuffix(usual) if usual else host}"
