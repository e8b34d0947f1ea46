"""Listening and serving with uvicorn, from the first socket to the last request."""

import asyncio
import os
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address

import uvicorn
from starlette.types import ASGIApp

from mock_backend.services import Services

TICK_S = 0.05
"""How often the parent and the wish to stop are looked at."""

KEEP_ALIVE_S = 75
"""Longer than any client keeps an idle connection, so that none is closed under a request."""

_TRIES = 20


class CannotListen(Exception):
    """An address that is taken or not this machine's; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen: one host, a port (0: any), and further hosts at the same port."""

    host: str
    port: int
    also: tuple[str, ...] = ()


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the host."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def listen(address: Address) -> list[socket.socket]:
    """One listening socket for each host, the same port for all; raises CannotListen."""
    for _ in range(_TRIES if address.port == 0 else 1):
        sockets = [_bound(address.host, address.port)]
        port = sockets[0].getsockname()[1]
        try:
            sockets += [_bound(host, port) for host in address.also]
        except CannotListen:
            # A free port here may be taken there: only a port that was asked for is final.
            sockets[0].close()
            if address.port:
                raise
            continue
        return sockets
    raise CannotListen(f"no port is free on {', '.join((address.host, *address.also))}")


async def serve(
    app: ASGIApp,
    services: Services,
    sockets: list[socket.socket],
    parent: int,
    *,
    ready: Callable[[str], None],
) -> None:
    """Serves until SIGTERM, SIGINT or the parent's end; requests that hang are let go first."""
    # uvicorn raises the signal again when it has stopped; this is what then receives it.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    server = uvicorn.Server(_config(app))
    serving = asyncio.create_task(server.serve(sockets=sockets))
    announced = False
    while not serving.done():
        if server.started and not announced:
            ready(_url(sockets[0]))
            announced = True
        if os.getppid() != parent:
            server.should_exit = True
        if server.should_exit:
            services.gates.reset()
            services.log.close()
        await asyncio.wait({serving}, timeout=TICK_S)
    serving.result()


def _config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http="httptools",
        ws="none",
        lifespan="off",
        access_log=False,
        log_level="critical",
        log_config=None,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=1,
    )


def _bound(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
        except OSError:
            listening.close()
            raise
        listening.listen(2048)
    except OSError as error:
        hint = "choose another --port, or 0 for any that is free"
        raise CannotListen(f"cannot listen on {host}:{port}: {error.strerror}; {hint}") from error
    return listening


def _url(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
