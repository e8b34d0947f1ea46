"""A load generator that one core can spare: wrk where it is installed, else raw connections.

The connections of the second pipeline nothing: each sends one request, reads one answer of known
length, and sends the next, as a client with keep-alive does.
"""

import asyncio
import re
import shutil
import subprocess
import time
from typing import cast
from urllib.parse import urlsplit

import uvloop

CONNECTIONS = 16


class NotOk(Exception):
    """An answer that is not a 200: what was measured is not what was meant."""


def rate(url: str, token: str, seconds: float) -> float:
    """Answers with status 200 per second; raises NotOk for any other."""
    if shutil.which("wrk"):
        return _by_wrk(url, token, seconds)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_by_connections(url, token, seconds))


def _by_wrk(url: str, token: str, seconds: float) -> float:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s"]
    header = ["-H", f"Authorization: Bearer {token}", url]
    said = subprocess.run([*command, *header], check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise NotOk(said)
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if found is None:
        raise NotOk(said)
    return float(found[1])


async def _by_connections(url: str, token: str, seconds: float) -> float:
    parts = urlsplit(url)
    lines = [
        f"GET {parts.path} HTTP/1.1",
        f"Host: {parts.netloc}",
        f"Authorization: Bearer {token}",
    ]
    request = "\r\n".join([*lines, "", ""]).encode()
    address = parts.hostname or "", parts.port or 80
    loop = asyncio.get_running_loop()
    clients = [_Client(request) for _ in range(CONNECTIONS)]
    for client in clients:
        await loop.create_connection(client.itself, *address)
    began = time.perf_counter()
    await asyncio.sleep(seconds)
    wrong = next((client.wrong for client in clients if client.wrong), "")
    if wrong:
        raise NotOk(wrong)
    answers = sum(client.answers for client in clients)
    spent = time.perf_counter() - began
    for client in clients:
        client.close()
    return answers / spent


class _Client(asyncio.Protocol):
    """One connection, always one request on its way."""

    def __init__(self, request: bytes) -> None:
        self._request = request
        self._received = bytearray()
        self._size = 0
        self.answers = 0
        self.wrong = ""

    def itself(self) -> "_Client":
        return self

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are no asyncio.Transport by inheritance, only by what they do.
        self._transport = cast("asyncio.Transport", transport)
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        self._received += data
        if not self._size:
            self._size, self.wrong = _size(self._received)
        if self._size and len(self._received) >= self._size:
            self.answers += 1
            self._received.clear()
            self._size = 0
            self._transport.write(self._request)

    def close(self) -> None:
        self._transport.abort()


def _size(received: bytearray) -> tuple[int, str]:
    """The whole answer's length, 0 while its head is not there yet; and a head that is wrong."""
    end = received.find(b"\r\n\r\n")
    if end < 0:
        return 0, ""
    head = bytes(received[:end])
    length = re.search(rb"(?i)content-length: (\d+)", head)
    if not head.startswith(b"HTTP/1.1 200") or length is None:
        return 0, head.decode("latin-1")
    return end + 4 + int(length[1]), ""
