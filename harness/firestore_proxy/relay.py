"""Answers every call as the database behind answers it, but where a rule says otherwise.

    client ─▶ read what it does ─▶ rules before ─▶ the database ─▶ rules after ─▶ client

Bytes go through unchanged both ways, and so do metadata, deadline, cancellation, status and
trailers. A call with one request is answered when the rules that come after it have happened; of a
conversation (Listen, Write, and every call that is not known here) each message is matched by
itself, and what comes after one happens to the next answer.
"""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, TypeAlias

import grpc
import grpc.aio

from harness.firestore_proxy.apparatus import Apparatus
from harness.firestore_proxy.call import Call, Refused
from harness.firestore_proxy.deed import SERVICE, rollback_of, transaction_of
from harness.firestore_proxy.rule import Effect

log = logging.getLogger(__name__)

ROLLBACK_S = 5.0
"""How long an ended transaction may take to be rolled back before the client is answered."""

# One request, one answer; one request, many answers; all else may speak both ways at once.
ONE = frozenset(
    {"GetDocument", "ListDocuments", "ListCollectionIds", "PartitionQuery", "CreateDocument"}
    | {"UpdateDocument", "DeleteDocument", "Commit", "BatchWrite", "BeginTransaction", "Rollback"}
)
MANY = frozenset({"BatchGetDocuments", "RunQuery", "RunAggregationQuery", "ExecutePipeline"})

# gRPC sets these of each connection itself.
_OWN = ("user-agent", "content-type", "te")

# What a write raises on a call that is over.
_ENDED = (grpc.aio.AioRpcError, asyncio.InvalidStateError)

Context: TypeAlias = "grpc.aio.ServicerContext[bytes, bytes]"
Upstream: TypeAlias = "grpc.aio.Call"
Metadata: TypeAlias = tuple[tuple[str, str | bytes], ...]


class Relay:
    """A generic handler of gRPC's: takes whatever is called, over one channel to the database."""

    def __init__(self, channel: grpc.aio.Channel, apparatus: Apparatus) -> None:
        self._channel = channel
        self._apparatus = apparatus

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> Any:  # noqa: ANN401 - grpc's stubs have no type for it
        """A handler for the method, whatever it is."""
        method = handler_call_details.method
        name = method.removeprefix(SERVICE)
        if name in ONE:
            return grpc.unary_unary_rpc_method_handler(partial(self._one, method))
        if name in MANY:
            return grpc.unary_stream_rpc_method_handler(partial(self._many, method))
        return grpc.stream_stream_rpc_method_handler(partial(self._talk, method))

    async def _one(self, method: str, request: bytes, context: Context) -> bytes:
        call = Call(method, self._apparatus)
        effects = call.begin(request)
        async with _answered(context), call.told():
            await self._before(call, effects, request, context)
            upstream = self._channel.unary_unary(method)(request, **_passed_on(context))
            answer = await _answer(upstream, context)
            await call.suffer(effects, after=True)
            await _introduce(context, await upstream.initial_metadata())
            context.set_trailing_metadata(passed(await upstream.trailing_metadata()))
            _say(context, await upstream.details())
        return answer

    async def _many(self, method: str, request: bytes, context: Context) -> None:
        call = Call(method, self._apparatus)
        effects = call.begin(request)
        async with _answered(context), call.told():
            await self._before(call, effects, request, context)
            upstream = self._channel.unary_stream(method)(request, **_passed_on(context))
            try:
                await self._answered_by(upstream, call, effects, context)
            finally:
                # Who gives up before the first answer waits for its headers, which cancels nothing.
                upstream.cancel()

    async def _answered_by(
        self, upstream: Upstream, call: Call, effects: list[Effect], context: Context
    ) -> None:
        """Passes many answers on: one by one, or all at once where something comes after them."""
        answers = aiter(upstream)
        if any(it.after for it in effects):
            kept = [it async for it in answers]
            await call.suffer(effects, after=True)
            answers = _again(kept)
        await _introduce(context, await upstream.initial_metadata())
        async for it in answers:
            await context.write(it)
        context.set_trailing_metadata(passed(await upstream.trailing_metadata()))
        _say(context, await upstream.details())

    async def _talk(self, method: str, messages: AsyncIterator[bytes], context: Context) -> None:
        call = Call(method, self._apparatus)
        async with _answered(context):
            upstream = self._channel.stream_stream(method)(**_passed_on(context))
            due: deque[Effect] = deque()
            there = asyncio.create_task(_there(call, messages, upstream, due))
            back = asyncio.create_task(_back(call, upstream, context, due))
            try:
                await _until_answered(there, back)
            finally:
                upstream.cancel()
                there.cancel()
                back.cancel()
                await asyncio.gather(there, back, return_exceptions=True)

    async def _before(
        self, call: Call, effects: list[Effect], request: bytes, context: Context
    ) -> None:
        """What comes before the call; raises Refused. A transaction whose commit is aborted is over
        for its client, which does not roll it back, so that it is done here: a database that locks
        would wait for it.
        """
        try:
            await call.suffer(effects, after=False)
        except Refused as refused:
            if refused.code is grpc.StatusCode.ABORTED:
                await self._roll_back(call, request, context)
            raise
        call.send()

    async def _roll_back(self, call: Call, request: bytes, context: Context) -> None:
        found = transaction_of(call.method, request)
        if found is None:
            return
        metadata = passed(context.invocation_metadata())
        ended = self._channel.unary_unary(SERVICE + "Rollback")
        try:
            await ended(rollback_of(*found), metadata=metadata, timeout=ROLLBACK_S)
        except grpc.aio.AioRpcError as error:
            log.warning("the aborted transaction could not be rolled back: %s", error.details())
            call.info("db.rollback", {"path": "", "call": "Rollback", "reason": error.code().name})
            return
        call.info("db.rollback", {"path": "", "call": "Rollback"})


async def _answer(upstream: Upstream, context: Context) -> bytes:
    """The one answer; what refuses it may have been introduced all the same."""
    try:
        answer: bytes = await upstream
    except grpc.aio.AioRpcError as error:
        await _introduce(context, error.initial_metadata())
        raise
    return answer


async def _there(
    call: Call,
    messages: AsyncIterator[bytes],
    upstream: Upstream,
    due: deque[Effect],
) -> None:
    """Sends on what the client says; raises Refused."""
    async for message in messages:
        effects = call.hear(message)
        await call.suffer(effects, after=False)
        due.extend(it for it in effects if it.after)
        await upstream.write(message)
    await upstream.done_writing()


async def _back(call: Call, upstream: Upstream, context: Context, due: deque[Effect]) -> None:
    """Sends back what the database says; raises Refused, AioRpcError."""
    await _introduce(context, await upstream.initial_metadata())
    async for message in upstream:
        while due:
            await call.suffer([due.popleft()], after=True)
        await context.write(message)
    context.set_trailing_metadata(passed(await upstream.trailing_metadata()))
    _say(context, await upstream.details())


async def _until_answered(there: "asyncio.Task[None]", back: "asyncio.Task[None]") -> None:
    """Returns when the database has ended the conversation; what a rule refuses on either way ends
    it, and is raised. That nothing more can be written says that the database has ended it.
    """
    await asyncio.wait({there, back}, return_when=asyncio.FIRST_COMPLETED)
    if there.done() and not isinstance(there.exception(), _ENDED):
        there.result()
    await back


@asynccontextmanager
async def _answered(context: Context) -> AsyncIterator[None]:
    """Makes of what a rule or the database refused the client's status."""
    try:
        yield
    except Refused as error:
        await context.abort(error.code, str(error))
    except grpc.aio.AioRpcError as error:
        trailers = passed(error.trailing_metadata())
        await context.abort(error.code(), error.details() or "", trailers)


async def _again(answers: Iterable[bytes]) -> AsyncIterator[bytes]:
    for it in answers:
        yield it


async def _introduce(context: Context, metadata: Iterable[tuple[str, str | bytes]]) -> None:
    """The database's headers; without any the first answer brings the client's."""
    if headers := passed(metadata):
        await context.send_initial_metadata(headers)


def _say(context: Context, details: str | None) -> None:
    if details:
        context.set_details(details)


def passed(metadata: Iterable[tuple[str, str | bytes]] | None) -> Metadata:
    """The metadata that goes on to the other side, in its order."""
    return tuple((key, value) for key, value in metadata or () if key not in _OWN)


def _passed_on(context: Context) -> dict[str, Any]:
    return {
        "metadata": passed(context.invocation_metadata()),
        "timeout": context.time_remaining(),
    }
