"""The proxy as a whole: gRPC in front, the database behind, the control plane beside it.

1. what lies behind is asked for first: without it nothing is begun (TargetUnreachable)
2. both ports are taken (BadSetting where one is in use), and then told
3. it serves until it is told to stop; whoever waits then is let go
"""

import asyncio
import contextlib
import errno
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass

import grpc
import grpc.aio
import uvicorn

from harness.errors import BadSetting, TargetUnreachable
from harness.firestore_proxy.address import Address
from harness.firestore_proxy.apparatus import Apparatus, apparatus
from harness.firestore_proxy.control import Control
from harness.firestore_proxy.relay import Relay

ANSWERS_S = 60.0
"""How long what lies behind may take to speak gRPC; an emulator that just started took 2 s on a
machine that had nothing else to do.
"""
TICK_S = 0.02
GRACE_S = 0.5
_LIMITS = (("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1))
# Clients ping as they please; and nobody else may listen at the same port.
_SERVER = (
    *_LIMITS,
    ("grpc.so_reuseport", 0),
    ("grpc.keepalive_permit_without_calls", 1),
    ("grpc.http2.min_ping_interval_without_data_ms", 1_000),
    ("grpc.http2.max_ping_strikes", 0),
)
# What is set of proxies in the environment is not for a database beside us.
_CHANNEL = (*_LIMITS, ("grpc.enable_http_proxy", 0))


@dataclass(frozen=True, slots=True)
class Plan:
    """Where to listen, what lies behind, where the control plane is, and its secret."""

    listen: Address
    upstream: Address
    control: Address
    secret: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A proxy that serves: where it really listens, and its control plane's URL."""

    address: Address
    control_url: str


@asynccontextmanager
async def standing(plan: Plan) -> AsyncIterator[Standing]:
    """A proxy for as long as the block lasts; raises TargetUnreachable, BadSetting."""
    async with AsyncExitStack() as stack:
        channel = grpc.aio.insecure_channel(str(plan.upstream), options=_CHANNEL)
        stack.push_async_callback(channel.close, None)
        await _reached(channel, plan.upstream)
        it = apparatus()
        control = Control(it, plan.secret, str(plan.upstream))
        url = await stack.enter_async_context(_controlled(plan.control, control))
        stack.callback(it.log.close)
        port = await stack.enter_async_context(_served(plan.listen, Relay(channel, it), it))
        yield Standing(Address(plan.listen.host, port), url)


async def _reached(channel: grpc.aio.Channel, upstream: Address) -> None:
    """Returns once what lies behind speaks gRPC."""
    advice = "Start the emulator first, and name its host and port in --upstream."
    try:
        async with asyncio.timeout(ANSWERS_S):
            _, writer = await asyncio.open_connection(upstream.host, upstream.port)
            writer.close()
    except (OSError, TimeoutError) as error:
        raise TargetUnreachable(f"Nothing listens at {upstream} ({error}). {advice}") from error
    try:
        async with asyncio.timeout(ANSWERS_S):
            await channel.channel_ready()
    except TimeoutError as error:
        raise TargetUnreachable(
            f"What listens at {upstream} did not speak gRPC within {ANSWERS_S:g} s. {advice}"
        ) from error


@asynccontextmanager
async def _served(listen: Address, relay: Relay, it: Apparatus) -> AsyncIterator[int]:
    """The gRPC server; yields its port. At its end no more calls come, and who waits is let go."""
    _bound(listen, "--listen").close()
    server = grpc.aio.server(options=_SERVER)
    server.add_generic_rpc_handlers((relay,))
    try:
        port = server.add_insecure_port(str(listen))
    except RuntimeError as error:
        raise BadSetting(f"--listen {listen}: it cannot be listened on: {error}.") from error
    await server.start()
    try:
        yield int(port)
    finally:
        stopping = asyncio.create_task(server.stop(GRACE_S))
        await asyncio.sleep(0)
        it.gates.reset()
        await stopping


@asynccontextmanager
async def _controlled(at: Address, control: Control) -> AsyncIterator[str]:
    """The control plane; yields its URL."""
    listening = _bound(at, "--control")
    listening.listen()
    server = _Uvicorn(
        uvicorn.Config(
            control.app(),
            ws="none",
            lifespan="off",
            access_log=False,
            log_config=None,
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
    )
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        while not server.started and not serving.done():
            await asyncio.sleep(TICK_S)
        yield f"http://{Address(at.host, listening.getsockname()[1])}"
    finally:
        server.should_exit = True
        await serving


class _Uvicorn(uvicorn.Server):
    """Signals are the command's, not its."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leaves them alone."""
        yield


def _bound(at: Address, flag: str) -> socket.socket:
    """A socket at the address; raises BadSetting where it cannot be had."""
    with contextlib.ExitStack() as stack:
        try:
            family = socket.getaddrinfo(at.host, at.port, type=socket.SOCK_STREAM)[0][0]
            found = stack.enter_context(socket.socket(family, socket.SOCK_STREAM))
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found.bind((at.host, at.port))
        except OSError as error:
            why = "it is in use" if error.errno == errno.EADDRINUSE else error.strerror or error
            raise BadSetting(
                f"{flag} {at}: {why}. Choose another port, or :0 for any that is free."
            ) from error
        stack.pop_all()
        return found
