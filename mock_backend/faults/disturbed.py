"""A request that goes wrong as it was asked to.

A wait (delay, gate, hang) also ends when the client goes: nothing is done for who is not there.
"""

import asyncio
from collections.abc import Sequence

import orjson
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mock_backend.connection import abort, close, drained, first_of, gone, replayed
from mock_backend.faults.effect import Effect
from mock_backend.faults.gates import Gates


class Cut(Exception):
    """The request ended without a whole answer."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Disturbance:
    """The effects on one request, served around the application.

    `wire` is the server's own `send`, needed to cut the connection.
    """

    def __init__(self, effects: Sequence[Effect], gates: Gates, wire: Send) -> None:
        self._before = [effect for effect in effects if not effect.after]
        self._after = [effect for effect in effects if effect.after]
        self._gates = gates
        self._wire = wire

    async def serve(self, inner: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers the request, wrongly where an effect says so; raises Cut without an answer."""
        messages = await drained(receive)
        what = f"{scope['method']} {scope['path']}"
        short: Effect | None = None
        for effect in self._before:
            await self._wait(effect, what, receive)
            if effect.shortens:
                short = effect
            elif effect.ending:
                await self._end(effect, scope, receive, send)
                return
        answer = await _captured(inner, scope, replayed(messages, receive))
        for effect in self._after:
            await self._wait(effect, what, receive)
            if effect.shortens:
                short = effect
            elif effect.ending:
                await self._end(effect, scope, receive, send)
                return
        await self._send(answer, short, receive, send)

    async def _wait(self, effect: Effect, what: str, receive: Receive) -> None:
        if not effect.delay_ms and effect.gate is None and not effect.hang:
            return
        waiting = asyncio.ensure_future(self._held(effect, what))
        if not await first_of(waiting, receive):
            raise Cut("client-gone")

    async def _held(self, effect: Effect, what: str) -> None:
        if effect.delay_ms:
            await self._gates.delay(effect.delay_ms / 1000)
        if effect.gate is not None:
            await self._gates.hold(effect.gate, what, "server")
        if effect.hang:
            await self._gates.hang(what, "server")

    async def _end(self, effect: Effect, scope: Scope, receive: Receive, send: Send) -> None:
        if effect.reset:
            abort(self._wire)
            raise Cut("reset")
        await _answer_of(effect)(scope, receive, send)

    async def _send(
        self, answer: list[Message], short: Effect | None, receive: Receive, send: Send
    ) -> None:
        if short is None:
            for message in answer:
                await send(message)
            return
        size = short.stall if short.truncate is None else short.truncate
        body = b"".join(message.get("body", b"") for message in answer[1:])
        await send(answer[0])
        await send({"type": "http.response.body", "body": body[:size], "more_body": True})
        if short.stall is not None:
            await gone(receive)
            raise Cut("client-gone")
        close(self._wire)
        raise Cut("truncated")


async def _captured(inner: ASGIApp, scope: Scope, receive: Receive) -> list[Message]:
    answer: list[Message] = []

    async def keep(message: Message) -> None:
        answer.append(message)

    await inner(scope, receive, keep)
    return answer


def _answer_of(effect: Effect) -> Response:
    """The answer that takes the handler's place: text as it is, anything else as JSON."""
    status = effect.status or 500
    headers = {"Cache-Control": "private, no-store", **effect.headers}
    if isinstance(effect.body, str):
        return Response(effect.body, status, headers, media_type="text/plain")
    if effect.body is None:
        problem = {"status": status, "code": "fault", "title": "The request failed."}
        kind = "application/problem+json"
        return Response(orjson.dumps(problem), status, headers, media_type=kind)
    return Response(orjson.dumps(effect.body), status, headers, media_type="application/json")
