"""The control plane over HTTP, in the words of the mock's, so that one client speaks to both.

    POST faults {faults: [Rule]} -> {ids}    GET faults    DELETE faults    DELETE faults/{id}
    GET gates -> {parked}    POST gates/{name}/open {count}
    GET events?after=SEQ&wait_ms=MS -> {events, next, lost}    POST reset    GET state

All of it under `/__layerproof/`, and only to who knows the secret.
"""

import hmac
import json
import time
from collections.abc import Awaitable, Callable
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from harness.firestore_proxy.apparatus import Apparatus
from harness.firestore_proxy.rule import Rule

HEADER = "x-layerproof-secret"
KIND = "firestore-proxy"
LONGEST_WAIT_MS = 30_000

_Handler = Callable[[Request], Awaitable[Response]]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Rules(_Strict):
    """Rules to add to those that are installed."""

    faults: tuple[Rule, ...]


class Opening(_Strict):
    """How many a gate lets through."""

    count: Annotated[int, Field(ge=1)] | Literal["all"] = 1


class Wanted(_Strict):
    """Which events are asked for, and how long to wait for the first."""

    after: int = Field(default=0, ge=0)
    wait_ms: float = Field(default=0, ge=0, le=LONGEST_WAIT_MS)


class Control:
    """The handlers."""

    def __init__(self, apparatus: Apparatus, secret: str, upstream: str) -> None:
        self._it = apparatus
        self._secret = secret
        self._upstream = upstream

    def app(self) -> Starlette:
        """All of them, behind the secret."""
        routes = [
            Route("/faults", self._guarded(self._install), methods=["POST"]),
            Route("/faults", self._guarded(self._installed), methods=["GET"]),
            Route("/faults", self._guarded(self._remove_all), methods=["DELETE"]),
            Route("/faults/{name:path}", self._guarded(self._remove), methods=["DELETE"]),
            Route("/gates", self._guarded(self._parked), methods=["GET"]),
            Route("/gates/{name:path}/open", self._guarded(self._open), methods=["POST"]),
            Route("/events", self._guarded(self._events), methods=["GET"]),
            Route("/state", self._guarded(self._state), methods=["GET"]),
            Route("/reset", self._guarded(self._reset), methods=["POST"]),
        ]
        return Starlette(routes=[Mount("/__layerproof", routes=routes)])

    def _guarded(self, handle: _Handler) -> _Handler:
        async def guarded(request: Request) -> Response:
            given = request.headers.get(HEADER, "")
            if not hmac.compare_digest(given.encode(), self._secret.encode()):
                return _problem(403, "The secret is another one, or missing.")
            try:
                return await handle(request)
            except ValidationError as error:
                return _problem(400, _said(error))

        return guarded

    async def _install(self, request: Request) -> Response:
        wanted = Rules.model_validate_json(await request.body()).faults
        for it in wanted:
            if it.effect.gate is not None:
                self._it.gates.close(it.effect.gate)
        return JSONResponse({"ids": [self._it.book.install(it) for it in wanted]})

    async def _installed(self, _: Request) -> Response:
        return JSONResponse({"faults": self._it.book.listed()})

    async def _remove_all(self, _: Request) -> Response:
        self._it.book.clear()
        return Response(status_code=204)

    async def _remove(self, request: Request) -> Response:
        name = request.path_params["name"]
        if not self._it.book.remove(name):
            return _problem(404, f"There is no fault '{name}'.")
        return Response(status_code=204)

    async def _parked(self, _: Request) -> Response:
        return JSONResponse({"parked": self._it.gates.listed()})

    async def _open(self, request: Request) -> Response:
        count = Opening.model_validate_json(await request.body() or b"{}").count
        name = request.path_params["name"]
        if count == "all":
            self._it.gates.open_for_all(name)
        else:
            self._it.gates.open(name, count)
        return Response(status_code=204)

    async def _events(self, request: Request) -> Response:
        wanted = TypeAdapter(Wanted).validate_python(dict(request.query_params))
        if wanted.wait_ms:
            await self._it.log.wait(wanted.after, wanted.wait_ms)
        found, lost = self._it.log.after(wanted.after)
        return JSONResponse({"events": found, "next": self._it.log.seq, "lost": lost})

    async def _state(self, _: Request) -> Response:
        told = {"kind": KIND, "store": "firestore", "upstream": self._upstream, "commit": ""}
        now_ms = round(time.time() * 1_000, 3)
        return JSONResponse({**told, "defects": [], "now_ms": now_ms, "seq": self._it.log.seq})

    async def _reset(self, _: Request) -> Response:
        self._it.reset()
        return Response(status_code=204)


def _problem(status: int, detail: str) -> Response:
    body = {"type": "about:blank", "title": "Refused", "status": status, "detail": detail}
    return Response(json.dumps(body), status, media_type="application/problem+json")


def _said(error: ValidationError) -> str:
    """What was wrong where, without what was sent."""
    return "; ".join(
        f"{'.'.join(map(str, it['loc'])) or 'body'}: {it['msg']}" for it in error.errors()
    )
