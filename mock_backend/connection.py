"""Ending a connection otherwise than by an answer, for which ASGI has no word.

uvicorn hands each request a `send` that is bound to its request cycle, which holds the transport;
that is not a documented interface, and so it is used here only. Where it is missing (tests that
call the application in this process) the request ends with `NoTransport`.
"""

import asyncio
from typing import Protocol, cast

from starlette.types import Message, Receive, Send


class NoTransport(Exception):
    """The request does not come over a connection that could be cut."""


class _Transport(Protocol):
    def abort(self) -> None: ...
    def close(self) -> None: ...


def abort(send: Send) -> None:
    """Resets the connection at once; what was not yet sent is lost."""
    _transport(send).abort()


def close(send: Send) -> None:
    """Closes the connection after what was sent so far."""
    _transport(send).close()


async def gone(receive: Receive) -> None:
    """Returns when the client has gone; a body that was not read yet is thrown away."""
    while (await receive())["type"] != "http.disconnect":
        continue


async def drained(receive: Receive) -> list[Message]:
    """Every message of the request's body, so that it can be read again after a wait."""
    messages: list[Message] = []
    while not messages or messages[-1].get("more_body", False):
        messages.append(await receive())
    return messages


def replayed(messages: list[Message], receive: Receive) -> Receive:
    """A `receive` that gives these messages first."""
    rest = iter(messages)

    async def again() -> Message:
        for message in rest:
            return message
        return await receive()

    return again


async def first_of(task: "asyncio.Task[None]", receive: Receive) -> bool:
    """Whether the task ended before the client went; raises what the task raised."""
    leaving = asyncio.ensure_future(gone(receive))
    try:
        await asyncio.wait({task, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            return False
        task.result()
        return True
    finally:
        leaving.cancel()
        task.cancel()


def _transport(send: Send) -> _Transport:
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is None:
        raise NoTransport
    return cast("_Transport", transport)
