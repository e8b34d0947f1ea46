"""A database that says what a test has it say, a proxy before it, and a client of the proxy's."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import grpc
import grpc.aio
import httpx

from harness.firestore_proxy.address import Address
from harness.firestore_proxy.control import HEADER
from harness.firestore_proxy.deed import SERVICE
from harness.firestore_proxy.proxy import Plan, standing

LONG_S = 120.0
SECRET = "of the tests"
HERE = Address("127.0.0.1", 0)

Context = Any  # grpc has no types
Answers = Callable[[AsyncIterator[bytes], Context], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Seen:
    """One call as it came to the database."""

    name: str
    metadata: Mapping[str, str | bytes]
    left_s: float | None
    requests: list[bytes] = field(default_factory=list)


async def echo(requests: AsyncIterator[bytes], context: Context) -> None:
    """Answers each request with itself."""
    async for it in requests:
        await context.write(it)


@dataclass(slots=True)
class Database:
    """Remembers what came, and answers by `answers`, by default with what it was asked."""

    answers: dict[str, Answers] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def names(self) -> list[str]:
        """The calls that came, in their order."""
        return [it.name for it in self.seen]

    def service(self, details: Any) -> Any:  # noqa: ANN401 - grpc has no types
        """Takes every call as a conversation, which each is on the wire."""
        name = details.method.rpartition("/")[2]

        async def answer(requests: AsyncIterator[bytes], context: Context) -> None:
            seen = Seen(name, dict(details.invocation_metadata), context.time_remaining())
            self.seen.append(seen)
            self.reached.set()

            async def noted() -> AsyncIterator[bytes]:
                async for it in requests:
                    seen.requests.append(it)
                    yield it

            try:
                await self.answers.get(name, echo)(noted(), context)
            finally:
                self.ended.set()

        return grpc.stream_stream_rpc_method_handler(answer)


@dataclass(frozen=True, slots=True)
class World:
    """All of it: the database, a channel to the proxy, and its control plane."""

    database: Database
    channel: Any
    control: httpx.AsyncClient

    async def ask(self, name: str, request: bytes = b"", **more: Any) -> bytes:  # noqa: ANN401
        """A call with one request and one answer."""
        answer = await self.channel.unary_unary(SERVICE + name)(request, **more)
        return cast("bytes", answer)

    def ask_many(self, name: str, request: bytes = b"", **more: Any) -> Any:  # noqa: ANN401
        """A call with one request and many answers."""
        return self.channel.unary_stream(SERVICE + name)(request, **more)

    def talk(self, name: str) -> Any:  # noqa: ANN401
        """A conversation."""
        return self.channel.stream_stream(SERVICE + name)()

    async def rule(self, effect: Mapping[str, Any], match: Any = None, **more: Any) -> None:  # noqa: ANN401
        """Installs a rule."""
        it = {"on": "database", "match": match or {}, "effect": effect, **more}
        (await self.control.post("faults", json={"faults": [it]})).raise_for_status()

    async def parked(self, count: int) -> Sequence[Mapping[str, Any]]:
        """Waits until so many are parked, and returns them."""
        for _ in range(20_000):
            found = (await self.control.get("gates")).json()["parked"]
            if len(found) == count:
                return cast("Sequence[Mapping[str, Any]]", found)
            await asyncio.sleep(0.005)
        raise AssertionError(f"{found} are parked, not {count}")

    async def open(self, gate: str) -> None:
        """Lets one go on."""
        (await self.control.post(f"gates/{gate}/open", json={"count": 1})).raise_for_status()

    async def hangs(self) -> None:
        """Waits until a call hangs."""
        for _ in range(20_000):
            if ("begin", "gate") in await self.told():
                return
            await asyncio.sleep(0.005)
        raise AssertionError("nothing hangs")

    async def told(self) -> list[tuple[str, str]]:
        """What the log has, as kind and what."""
        events = (await self.control.get("events")).json()["events"]
        return [(it["kind"], it["what"]) for it in events]


@asynccontextmanager
async def world() -> AsyncIterator[World]:
    """A database, and a proxy before it, on ports of their own."""
    database = Database()
    server = grpc.aio.server()
    server.add_generic_rpc_handlers((database,))
    behind = Address("127.0.0.1", server.add_insecure_port("127.0.0.1:0"))
    await server.start()
    try:
        async with (
            standing(Plan(HERE, behind, HERE, SECRET)) as proxy,
            grpc.aio.insecure_channel(str(proxy.address)) as channel,
            httpx.AsyncClient(
                base_url=f"{proxy.control_url}/__layerproof/",
                headers={HEADER: SECRET},
                trust_env=False,
            ) as control,
        ):
            yield World(database, channel, control)
    finally:
        await server.stop(None)


def played(play: Callable[[World], Awaitable[None]]) -> None:
    """Plays a test in a world of its own."""

    async def whole() -> None:
        async with asyncio.timeout(LONG_S), world() as it:
            await play(it)

    asyncio.run(whole())
