"""What the edge does to the app's own answers: names on each, a script in pages, pages kept."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from starlette.types import Message, Send

from mock_backend.edge.asked import Headers

TOOLBAR = b'<script src="https://vercel.live/_next-live/feedback/feedback.js" defer></script>'
Change = Callable[["Whole"], "Whole"]


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole answer; header names are in lower case."""

    status: int
    headers: Headers
    body: bytes = field(repr=False)

    @property
    def is_html(self) -> bool:
        """Whether it is a page that is there."""
        return self.status == 200 and "html" in dict(self.headers).get("content-type", "")


def with_toolbar(whole: Whole) -> Whole:
    """The page with the hosting's script at its end; anything else as it is."""
    if not whole.is_html or not whole.body:
        return whole
    before, end, after = whole.body.rpartition(b"</body>")
    changed = before + TOOLBAR + end + after if end else whole.body + TOOLBAR
    return Whole(whole.status, whole.headers, changed)


class Gathering:
    """Takes an answer over ASGI, and sends it on changed when it is whole; `named` are headers of
    the edge's own, in place of the app's.
    """

    def __init__(self, send: Send, change: Change, named: Headers) -> None:
        self._send = send
        self._change = change
        self._named = named
        self._start: Message = {}
        self._body = bytearray()

    async def send(self, message: Message) -> None:
        """One message of the app."""
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._body += message.get("body", b"")
        if not message.get("more_body", False):
            await self._end()

    async def _end(self) -> None:
        told = [
            (name.decode().lower(), it.decode("latin-1")) for name, it in self._start["headers"]
        ]
        found = self._change(Whole(self._start["status"], tuple(told), bytes(self._body)))
        ours = {name for name, _ in self._named}
        kept = [it for it in found.headers if it[0] not in ours and it[0] != "content-length"]
        length = [("content-length", str(len(found.body)))] if found.body else []
        headers = [*kept, *self._named, *length]
        sent = [(name.encode(), value.encode("latin-1")) for name, value in headers]
        await self._send({**self._start, "status": found.status, "headers": sent})
        await self._send({"type": "http.response.body", "body": found.body})


def naming(send: Send, named: Headers) -> Callable[[Message], Awaitable[None]]:
    """A `send` that puts the edge's headers on an answer, which otherwise passes as it comes."""
    raw = [(name.encode(), value.encode("latin-1")) for name, value in named]

    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *raw]}
        await send(message)

    return told
