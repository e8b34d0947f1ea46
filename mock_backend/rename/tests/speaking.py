"""The application under other names, spoken to in the old ones: for tests of both."""

import httpx
import orjson

from mock_backend.rename.names import Exchange, draw
from mock_backend.rename.renamed import Renamed
from mock_backend.tests.client import Mock


class Speaking(httpx.AsyncBaseTransport):
    """Asks a renamed application what is said in old names, and tells its answers in them."""

    def __init__(self, seed: int, mock: Mock) -> None:
        names = draw(seed)
        self._exchange = Exchange(names)
        app = Renamed(mock.app, names)
        self._inner = httpx.ASGITransport(app, raise_app_exceptions=False)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Passes one request on."""
        headers = httpx.Headers(request.headers)
        body = self._json(request.content)
        if "content-length" in headers:
            headers["content-length"] = str(len(body))
        url = request.url.copy_with(raw_path=self._path(request.url.raw_path))
        asked = httpx.Request(request.method, url, headers=headers, content=body)
        return await self._told(await self._inner.handle_async_request(asked))

    def _path(self, raw: bytes) -> bytes:
        path = raw.decode("latin-1")
        for prefix in ("/api/interview/session/", "/interview/"):
            if path.startswith(prefix):
                return (self._exchange.text(prefix) + path.removeprefix(prefix)).encode("latin-1")
        return self._exchange.text(path).encode("latin-1")

    async def _told(self, answer: httpx.Response) -> httpx.Response:
        content = await answer.aread()
        is_text = not answer.headers.get("content-type", "").startswith("application/json")
        body = self._exchange.text(content.decode()).encode() if is_text else self._json(content)
        headers = [
            (self._exchange.text(name), value)
            for name, value in answer.headers.multi_items()
            if name != "content-length"
        ]
        return httpx.Response(answer.status_code, headers=headers, content=body)

    def _json(self, content: bytes) -> bytes:
        try:
            return orjson.dumps(self._exchange.json(orjson.loads(content)))
        except orjson.JSONDecodeError:
            return content


def speaking(mock: Mock, seed: int) -> Mock:
    """The mock, whose answers are now those of a renamed one."""
    mock.client = httpx.AsyncClient(transport=Speaking(seed, mock), base_url="http://mock")
    return mock
