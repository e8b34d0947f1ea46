"""A small identity toolkit on loopback, as the Auth emulator answers."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

# {"alg": "none"}.{"sub": "u-1"}. as a token that is only looked at.
TOKEN = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1LTEifQ.x"


@dataclass
class Toolkit:
    """Where it is, the password that lets in, and what it was asked."""

    host: str
    password: str = "right"
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


@contextmanager
def toolkit() -> Iterator[Toolkit]:
    """Answers until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    it = Toolkit(f"127.0.0.1:{server.server_port}")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            it.asked.append((self.path, body))
            let_in = body["password"] == it.password
            user = {"localId": "u-1", "email": body["email"], "displayName": "Ada"}
            tokens = {"idToken": TOKEN, "refreshToken": "again", "expiresIn": "3600"}
            refused = {"error": {"code": 400, "message": "INVALID_LOGIN_CREDENTIALS"}}
            raw = json.dumps({**user, **tokens} if let_in else refused).encode()
            self.send_response(200 if let_in else 400)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server.RequestHandlerClass = Handler
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield it
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
