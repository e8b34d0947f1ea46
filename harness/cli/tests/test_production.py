"""Which hosts commands write to: those that somebody allowed, and production only as what it is."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from harness.backend.mock import Mock, start_mock
from harness.cli.app import main
from harness.runs.saved import open_run

ELSEWHERE = "https://preview.example.test"
# What deletes a session; the mock answers 404, as an app does of what is gone already.
REMOVES = '\n[cleanup]\npath = "DELETE /api/nothing/{id}"\n'
DEMO = Path(__file__).parents[2] / "profiles" / "demo.toml"


@pytest.mark.parametrize(
    "command",
    [
        ["verify", "--url", ELSEWHERE],
        ["race", "--url", ELSEWHERE],
        ["load", "--url", ELSEWHERE],
        ["init", ELSEWHERE, "--no-sign-in"],
    ],
)
def test_nothing_is_sent_to_a_host_that_nobody_allowed(
    command: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(command) == 2

    said = capsys.readouterr().err
    assert "--allow-host preview.example.test" in said
    assert "[tool.layerproof]" in said


class Production(BaseHTTPRequestHandler):
    """As much of an app as is asked first; its health page says that real users are here."""

    def do_GET(self) -> None:
        is_page = self.path.startswith("/interview/")
        self.send_response(200 if is_page or self.path == "/api/health" else 401)
        self.send_header("content-type", "text/html" if is_page else "application/json")
        self.end_headers()
        self.wfile.write(b"<h1>Here</h1>" if is_page else b'{"env": "production"}')

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def production() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Production)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def profile(folder: Path, *, removes: bool = False, says: bool = False) -> str:
    """The demo's profile, which says how to remove sessions, or where the app names itself."""
    text = DEMO.read_text("utf-8") + (REMOVES if removes else "")
    path = folder / "app.toml"
    path.write_text(text + ('\n[health]\nenvironment = "env"\n' if says else ""), "utf-8")
    return str(path)


@pytest.mark.parametrize("command", ["verify", "load", "race"])
def test_a_deployment_that_says_it_is_production_is_believed(
    command: str, production: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("--url", production, "--profile", profile(tmp_path, says=True))

    assert main([command, *asked, "--out", str(tmp_path / "out")]) == 2

    said = capsys.readouterr().err
    assert "production" in said
    assert "\n" not in said.strip().splitlines()[-1]


def test_production_cannot_be_raced_by_whatever_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LAYERPROOF_PRODUCTION_HOST", "127.0.0.1")
    monkeypatch.setenv("LAYERPROOF_ALLOW_PRODUCTION", "1")
    asked = ("--url", "http://127.0.0.1:9", "--profile", profile(tmp_path, removes=True))

    assert main(["race", *asked]) == 2
    assert "not for production" in capsys.readouterr().err


def test_production_from_which_nothing_can_be_removed_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LAYERPROOF_PRODUCTION_HOST", "127.0.0.1")
    asked = ("--url", "http://127.0.0.1:9", "--profile", profile(tmp_path), "--allow-production")

    assert main(["verify", *asked]) == 2
    assert "Add [cleanup]" in capsys.readouterr().err


@pytest.fixture
def app() -> Iterator[Mock]:
    mock = start_mock(demo=True)
    yield mock
    mock.stop()


@pytest.mark.browser
def test_in_production_only_what_leaves_nothing_is_played_and_all_is_removed(
    app: Mock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAYERPROOF_PRODUCTION_HOST", "127.0.0.1")
    only = ["test_an_empty_tab_asks_the_server", "test_a_start_said_again"]
    file = tmp_path / "result.json"

    main(
        [
            *("verify", "--url", app.url, "--profile", profile(tmp_path, removes=True)),
            *("--allow-production", "--out", str(tmp_path / "out"), "--json", str(file)),
            *("--starter", "org", *(word for it in only for word in ("--only", it))),
        ]
    )

    told = json.loads(file.read_text("utf-8"))
    run = open_run(Path(told["run"]["folder"])).run
    again = [it for it in run.checks if "test_a_start_said_again" in it.id]
    assert {str(it.status) for it in run.checks if it not in again} == {"pass"}
    assert {str(it.status) for it in again} == {"skip"}
    assert "left out in production" in again[0].reason
    assert run.created == run.cleaned > 0
