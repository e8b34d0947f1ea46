"""The least server that a virtual user can load a session from, on one core, with a stall by wish.

`python benchmarks/load_server.py [BEGINS_S LASTS_S]` prints {"url": ...} and serves until it is
terminated. With a stall it answers nothing between those seconds, counted from the first time that
the runner is asked for, and all that has waited at its end. The way in (sign-in, create, start) is
never stalled. Every answer is one buffer that is made beforehand, so that it is never the server
that is measured.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import cast

import uvloop

CASES = Path(__file__).parents[1] / "harness" / "load" / "cases.json"
PAYLOAD = json.loads(CASES.read_text("utf-8"))["payload"]
ID = PAYLOAD["firestoreInterviewId"]
RUNNER, SESSION = f"/interview/{ID}".encode(), f"/api/interview/session/{ID}".encode()
TIMING = b"Server-Timing: auth;dur=0.1, db;dur=1.5, build;dur=0.2\r\n"


def answer(tree: object, status: str = "200 OK", headers: bytes = b"") -> bytes:
    """A whole answer of this JSON."""
    body = json.dumps(tree).encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + headers + b"\r\n" + body


TOKENS = {"uid": "ada", "name": "Ada", "idToken": "t", "refreshToken": "r", "expiresIn": 36_000}
STARTED = {"session": PAYLOAD["apiSession"], "question": PAYLOAD["firstQuestion"]}
ANSWERS = {
    b"POST /api/auth/sign-in": answer(TOKENS),
    b"POST /api/student/interviews": answer({"id": ID, "orgId": ""}, "201 Created"),
    b"POST /api/interview/session": answer(STARTED),
    b"GET " + SESSION: answer(PAYLOAD, headers=TIMING),
    b"GET " + RUNNER: answer("<!doctype html><title>Interview</title>"),
}
MISSING = answer({"code": "not-found"}, "404 Not Found")


class Stall:
    """When nothing is answered; `held` is what waits for its end."""

    def __init__(self, begins_s: float, lasts_s: float) -> None:
        self._begins_s, self._lasts_s = begins_s, lasts_s
        self._since_s: float | None = None
        self.held: list[tuple[asyncio.Transport, bytes]] = []

    def holds(self, path: bytes) -> bool:
        """Whether an answer for this path has to wait now."""
        if not path.startswith(RUNNER) and not path.startswith(SESSION):
            return False
        loop = asyncio.get_running_loop()
        if self._since_s is None:
            self._since_s = loop.time()
            if self._lasts_s:
                loop.call_later(self._begins_s + self._lasts_s, self._let_go)
        at_s = loop.time() - self._since_s
        return self._begins_s <= at_s < self._begins_s + self._lasts_s

    def _let_go(self) -> None:
        for transport, said in self.held:
            transport.write(said)
        self.held.clear()


class Connection(asyncio.Protocol):
    """One connection, on which a request comes when the one before is answered."""

    def __init__(self, stall: Stall) -> None:
        self._stall = stall
        self._received = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remembers where answers go."""
        # uvloop's transports are no asyncio.Transport by inheritance, only by what they do.
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Answers a request that is whole."""
        self._received += data
        head, found, rest = self._received.partition(b"\r\n\r\n")
        if not found or len(rest) < _length(head):
            return
        self._received.clear()
        method, target, _ = bytes(head.split(b"\r\n", 1)[0]).split(b" ", 2)
        path = target.split(b"?", 1)[0]
        said = ANSWERS.get(method + b" " + path, MISSING)
        if self._stall.holds(path):
            self._stall.held.append((self._transport, said))
        else:
            self._transport.write(said)


def _length(head: bytearray) -> int:
    for line in bytes(head).split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


async def serve(stall: Stall) -> None:
    """Serves on a free port of loopback."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(stall), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    sys.stdout.write(json.dumps({"url": f"http://127.0.0.1:{port}"}) + "\n")
    sys.stdout.flush()
    await server.serve_forever()


def main() -> None:
    """Serves, with a stall where the command line says one."""
    begins_s, lasts_s = (float(it) for it in sys.argv[1:3]) if len(sys.argv) > 2 else (0.0, 0.0)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(Stall(begins_s, lasts_s)))


if __name__ == "__main__":
    main()
