import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from harness.cli.app import main
from harness.settings.settings import Settings
from harness.stage.deployment import Patience

FOUND = "fedcba9876543210"


class Preview(BaseHTTPRequestHandler):
    """As much of a deployment as is asked before anything is played."""

    def do_GET(self) -> None:
        is_page = self.path.startswith("/interview/")
        self.send_response(200 if is_page or self.path == "/api/health" else 401)
        self.send_header("content-type", "text/html" if is_page else "application/json")
        self.end_headers()
        self.wfile.write(b"<h1>Here</h1>" if is_page else json.dumps({"commit": FOUND}).encode())

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Preview)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def in_no_time(settings: Settings) -> Patience:
    """As long as the settings say, in time that passes at once."""
    now_s = [0.0]

    def sleep(seconds: float) -> None:
        now_s[0] += seconds

    assert settings.wait
    return Patience(settings.wait, lambda: now_s[0], sleep)


def test_another_commit_is_waited_for_and_then_not_known(
    url: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("harness.cli.verify.patience_of", in_no_time)
    file = tmp_path / "result.json"
    asked = ("--expect-commit", "0123456789abcdef", "--wait", "4s")

    code = main(["verify", "--url", url, *asked, "--json", str(file), "--out", str(tmp_path)])

    said = capsys.readouterr().err
    assert code == 3
    assert said.count("waiting for the deployment") == 1
    assert f"says that it is commit {FOUND}" in said
    assert "Waited for 3 s." in said
    told = json.loads(file.read_text("utf-8"))
    assert (told["verdict"], told["exit_code"]) == ("unknown", 3)
    assert FOUND in told["reason"]


def test_a_commit_without_an_address_is_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--expect-commit", "0123456789"]) == 2
    assert "say which with --url" in capsys.readouterr().err
