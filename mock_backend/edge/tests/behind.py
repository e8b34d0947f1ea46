"""A small application behind the edge, in this process, in time that somebody moves."""

import asyncio
from collections.abc import Mapping

import httpx
from starlette.types import Receive, Scope, Send

from mock_backend.auth.token import new_key
from mock_backend.edge.deployment import names_of
from mock_backend.edge.edge import Edge, Plan, Time
from mock_backend.edge.switch import parse

SECRET = "an-automation-secret-of-32-signs"
TOKEN = "of-the-api"
KEY = new_key()
NAMES = names_of("0123456789abcdef0123456789abcdef01234567")


class Behind:
    """Asks the edge; `now_s` is both clocks, and what the edge slept stands in `slept`."""

    def __init__(self, *switches: str) -> None:
        self.now_s = 1_000.0
        self.slept: list[float] = []
        self.asked: list[str] = []
        plan = Plan(parse(switches), SECRET, TOKEN, NAMES)
        time = Time(lambda: self.now_s, lambda: self.now_s, self._sleep)
        self.edge = Edge(self._app, plan, time, key=KEY)

    def get(
        self,
        path: str,
        headers: Mapping[str, str] | None = None,
        *,
        page: bool = False,
        label: str = NAMES.own,
    ) -> httpx.Response:
        """One request, as a page or as a call."""
        accept = {"accept": "text/html" if page else "application/json"}

        async def once() -> httpx.Response:
            transport = httpx.ASGITransport(self.edge)
            base = f"http://{label}.localhost:8000"
            async with httpx.AsyncClient(transport=transport, base_url=base) as client:
                return await client.get(path, headers={**accept, **(headers or {})})

        return asyncio.run(once())

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    async def _app(self, scope: Scope, _: Receive, send: Send) -> None:
        self.asked.append(scope["path"])
        is_call = scope["path"].startswith("/api/")
        kind = b"application/json" if is_call else b"text/html; charset=utf-8"
        body = b"{}" if is_call else b"<body>" + scope["path"].encode() + b"</body>"
        headers = [(b"content-type", kind), (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})
