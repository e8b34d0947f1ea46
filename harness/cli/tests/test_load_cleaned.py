import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from harness.cli.load_cleaned import CREATED, clean, created_ids, told
from harness.profile.load import load_profile
from harness.profile.policy import Cleanup
from harness.profile.profile import Profile
from harness.settings.settings import Settings

BY_OWNER = Cleanup(path="DELETE /api/interviews/{id}")


class App(BaseHTTPRequestHandler):
    """Signs everybody in, and deletes what it is asked to but for `kept`."""

    asked: list[tuple[str, str | None, str | None]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._answer(200, {"uid": "u", "idToken": f"token of {body['email']}"})

    def do_DELETE(self) -> None:
        self.asked.append((self.path, self.headers["Authorization"], self.headers["User-Agent"]))
        self._answer(403 if self.path.endswith("/kept") else 204, {})

    def _answer(self, status: int, tree: object) -> None:
        said = json.dumps(tree).encode() if status != 204 else b""
        self.send_response(status)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def app() -> Iterator[tuple[str, list[tuple[str, str | None, str | None]]]]:
    asked: list[tuple[str, str | None, str | None]] = []
    handler = type("Handler", (App,), {"asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def profile(cleanup: Cleanup | None) -> Profile:
    return load_profile("demo").model_copy(update={"cleanup": cleanup})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / CREATED).write_text("a1\nb2\nkept\n", encoding="utf-8")
    return tmp_path


def test_what_was_created_is_removed_by_its_owner_and_counted(folder: Path) -> None:
    with app() as (url, asked):
        gone = clean(folder, profile(BY_OWNER), Settings(url=url), {}, tag="Layerproof/1 (run r)")

    assert gone == 2
    owner = "Bearer token of student@example.test"
    assert asked[0] == ("/api/interviews/a1", owner, "Layerproof/1 (run r)")
    assert len(asked) == 3


def test_a_visitor_may_be_who_removes(folder: Path) -> None:
    by_admin = Cleanup(path="DELETE /api/interviews/{id}", visitor="admin")
    with app() as (url, asked):
        clean(folder, profile(by_admin), Settings(url=url), {}, tag="")

    assert asked[0][1] == "Bearer token of admin@example.test"


def test_without_a_way_nothing_is_asked(folder: Path) -> None:
    with app() as (url, asked):
        assert clean(folder, profile(None), Settings(url=url), {}, tag="") == 0

    assert asked == []


def test_an_app_that_is_gone_keeps_what_it_has(folder: Path) -> None:
    assert clean(folder, profile(BY_OWNER), Settings(url="http://127.0.0.1:9"), {}, tag="") == 0


def test_a_run_that_wrote_nothing_down_created_nothing(tmp_path: Path) -> None:
    assert created_ids(tmp_path) == ()


def test_what_is_left_is_told_with_what_it_goes_by() -> None:
    assert told(3, 3, profile(BY_OWNER), tag="t") == "All 3 sessions that were created are removed."
    assert told(3, 1, profile(BY_OWNER), tag="t").endswith("are left. Sent as: t")
    assert "[cleanup]" in told(3, 0, profile(None), tag="t")
