"""Requests go out with the path exactly as it is written."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from harness.errors import TargetUnreachable
from harness.stage.ask import ask


class Echo(BaseHTTPRequestHandler):
    """Answers what it was asked."""

    def do_GET(self) -> None:
        token, agent = (self.headers.get(it, "") for it in ("Authorization", "User-Agent"))
        body = f'{{"path": "{self.path}", "token": "{token}", "agent": "{agent}"}}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("X-Mixed-Case", "Yes")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Stays silent."""


@pytest.fixture
def origin() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Echo)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("path", ["/a/../b", "/a%2Fb", "/.", "/a//b", "/__x__"])
def test_a_path_is_not_tidied_up(origin: str, path: str) -> None:
    assert ask(origin, "GET", path, headers={}).field("path") == path


def test_it_says_whose_run_asks(origin: str) -> None:
    assert ask(origin, "GET", "/", headers={}, tag="Layerproof/1 (run r)").field("agent") == (
        "Layerproof/1 (run r)"
    )
    own = {"user-agent": "Ours Layerproof/1 (run r)"}
    assert ask(origin, "GET", "/", headers=own, tag="x").field("agent") == own["user-agent"]


def test_headers_are_sent_and_answered(origin: str) -> None:
    answer = ask(origin, "GET", "/", headers={"Authorization": "Bearer x"})

    assert answer.field("token") == "Bearer x"
    assert answer.type == "application/json"
    assert answer.headers["x-mixed-case"] == "Yes"


def test_nobody_at_home_is_told_as_such() -> None:
    with pytest.raises(TargetUnreachable, match="got no answer"):
        ask("http://127.0.0.1:9", "GET", "/", headers={})
