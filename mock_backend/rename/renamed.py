"""The application under other names: an ASGI layer that exchanges them on the way in and out.

    request   path, names of fields and values in a JSON body        new name -> old name
    answer    pages, scripts, styles, JSON, names of headers         old name -> new name

The application itself, its defects and its log know the old names only. Ids in paths are nobody's
names, and pass untouched.
"""

from urllib.parse import unquote

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mock_backend.rename.names import Exchange, Names

_BEFORE_IDS = (b"/interview/", b"/api/interview/session/")
_TEXTS = ("text/", "application/json", "application/problem+json")


class Renamed:
    """An application under the names of `names`."""

    def __init__(self, inner: ASGIApp, names: Names) -> None:
        self._inner = inner
        self._exchange = Exchange(names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one ASGI connection."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        raw = self._path(scope.get("raw_path") or scope["path"].encode())
        path = unquote(raw.decode("latin-1"))
        body = self._json(await _received(receive)) if _has_body(scope) else b""
        headers = [(name, it) for name, it in scope["headers"] if name != b"content-length"]
        if body:
            headers.append((b"content-length", b"%d" % len(body)))
        renamed = {**scope, "raw_path": raw, "path": path, "headers": headers}
        await self._inner(renamed, _Replay(body, receive), _Answer(self._exchange, send))

    def _path(self, raw: bytes) -> bytes:
        path = self._exchange.text(raw.decode("latin-1")).encode("latin-1")
        for prefix in _BEFORE_IDS:
            if path.startswith(prefix):
                return prefix + b"/".join(raw.split(b"/")[prefix.count(b"/") :])
        return path

    def _json(self, body: bytes) -> bytes:
        """The body with its names exchanged; one that is no JSON is the application's to refuse."""
        try:
            return orjson.dumps(self._exchange.json(orjson.loads(body)))
        except orjson.JSONDecodeError:
            return body


class _Replay:
    """Gives a body that was read already, then what else the connection tells."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._body: bytes | None = body
        self._receive = receive

    async def __call__(self) -> Message:
        if self._body is None:
            return await self._receive()
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}


class _Answer:
    """Passes an answer on under other names: a text as a whole, anything else as it comes."""

    def __init__(self, exchange: Exchange, send: Send) -> None:
        self._exchange = exchange
        self._send = send
        self._start: Message | None = None
        self._is_json = False
        self._content = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._begin(message)
        elif self._start is None:
            await self._send(message)
        else:
            self._content += message.get("body", b"")
            if not message.get("more_body", False):
                await self._end(self._start)

    async def _begin(self, message: Message) -> None:
        told = {**message, "headers": [self._header(*it) for it in message.get("headers", ())]}
        media_type = dict(told["headers"]).get(b"content-type", b"").decode("latin-1")
        if media_type.startswith(_TEXTS):
            self._is_json = media_type.startswith("application/json")
            self._start = told
        else:
            await self._send(told)

    async def _end(self, start: Message) -> None:
        content = self._renamed(bytes(self._content))
        length = (b"content-length", b"%d" % len(content))
        kept = [it for it in start["headers"] if it[0].lower() != b"content-length"]
        # An answer to HEAD has no content, and the length of the one to GET.
        headers = [*kept, length] if content else start["headers"]
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": content})

    def _header(self, name: bytes, value: bytes) -> tuple[bytes, bytes]:
        renamed = self._exchange.text(name.decode("latin-1").lower()).encode("latin-1")
        if renamed == b"location":
            value = self._exchange.text(value.decode("latin-1")).encode("latin-1")
        return renamed, value

    def _renamed(self, content: bytes) -> bytes:
        if self._is_json:
            try:
                return orjson.dumps(self._exchange.json(orjson.loads(content)))
            except orjson.JSONDecodeError:
                return content
        return self._exchange.text(content.decode()).encode()


async def _received(receive: Receive) -> bytes:
    content = bytearray()
    while True:
        message = await receive()
        content += message.get("body", b"")
        if message["type"] != "http.request" or not message.get("more_body", False):
            return bytes(content)


def _has_body(scope: Scope) -> bool:
    return scope["method"] not in ("GET", "HEAD", "OPTIONS")
