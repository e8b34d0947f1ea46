"""What the pages of a context that is explored ask their servers, in memory only."""

import time
from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Error, Request, Response

from harness.init.exchange import Exchange, parsed

BEACON = "__layerproofBeacon"
# Playwright does not see what a beacon carries when it is a Blob.
WATCH_BEACONS = f"""(() => {{
  const send = navigator.sendBeacon.bind(navigator);
  navigator.sendBeacon = (url, data) => {{
    const address = new URL(url, location.href).href;
    new Response(data).text().then((text) => window.{BEACON}?.(address, text));
    return send(url, data);
  }};
}})()"""

T = TypeVar("T")


class Record:
    """What the pages of one context asked, with the bodies: a page that goes on loses them."""

    def __init__(self) -> None:
        self._open: set[Request] = set()
        # By the request, or by the number of a beacon.
        self._exchanges: dict[Request | int, Exchange] = {}
        self._began_ms: dict[Request | int, float] = {}
        self.bearer = ""
        self.events = 0

    @property
    def open(self) -> int:
        """How many requests for data have no answer yet."""
        return len(self._open)

    def by_time(self) -> tuple[tuple[float, Exchange], ...]:
        """What was sent, by when it was, in ms since 1970 on the browser's clock: word of it may
        come in another order.
        """
        pairs = [(self._began_ms[key], it) for key, it in self._exchanges.items()]
        return tuple(sorted(pairs, key=lambda it: it[0]))

    def asked(self, request: Request) -> None:
        """Notes a request; scripts, styles and pictures are nobody's business."""
        if request.resource_type not in ("fetch", "xhr"):
            return
        self.events += 1
        self._open.add(request)
        self._exchanges[request] = _exchange(request, None)
        self._began_ms[request] = _began_ms(request)
        said = request.headers.get("authorization", "")
        if said.lower().startswith("bearer "):
            self.bearer = said[7:]

    def finished(self, request: Request) -> None:
        """Notes the answer."""
        if request in self._open:
            self._exchanges[request] = _exchange(request, _or_none(request.response))
            self._began_ms[request] = _began_ms(request)
            self._open.discard(request)
            self.events += 1

    def failed(self, request: Request) -> None:
        """Notes that there is none."""
        self._open.discard(request)

    def sent(self, _source: object, url: str, text: str) -> None:
        """Notes a beacon."""
        self.events += 1
        exchange = Exchange("POST", url, 0, sent=parsed(text), beacon=True)
        number = len(self._exchanges)
        self._exchanges[number] = exchange
        self._began_ms[number] = time.time() * 1_000

    def exchanges(self) -> tuple[Exchange, ...]:
        """The requests and the beacons in order."""
        return tuple(self._exchanges.values())


def _exchange(request: Request, response: Response | None) -> Exchange:
    return Exchange(
        method=request.method,
        url=request.url,
        status=response.status if response else 0,
        sent=parsed(_or_none(lambda: request.post_data)),
        got=parsed(_text(response)) if response else None,
        bearer="authorization" in request.headers,
        headers=dict(response.headers) if response else {},
    )


def _began_ms(request: Request) -> float:
    """As the browser tells it with the answer; by our own clock before that."""
    told = request.timing["startTime"]
    return told if told > 0 else time.time() * 1_000


def _text(response: Response) -> str:
    if "json" not in response.headers.get("content-type", ""):
        return ""
    return _or_none(response.text) or ""


def _or_none(ask: Callable[[], T]) -> T | None:
    """What a page gave, None where it is gone or never kept it."""
    try:
        return ask()
    except (Error, UnicodeDecodeError):
        return None
