import base64
import json
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from harness.errors import BadSetting
from harness.settings.token import Token, expires_s, reader_of


def jwt(exp: float | None, name: str = "one") -> str:
    claims = {"jti": name} | ({} if exp is None else {"exp": exp})
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"eyJhbGciOiJSUzI1NiJ9.{body}.c2ln"


def token(*found: str | Exception) -> tuple[Token, list[float], list[int]]:
    """A token of a source that gives these one after the other, the time, and how often it was
    asked.
    """
    rest, now, asked = list(found), [1_000.0], [0]

    def read() -> str:
        asked[0] += 1
        it = rest.pop(0) if len(rest) > 1 else rest[0]
        if isinstance(it, Exception):
            raise it
        return it

    return Token("test:it", read, lambda: now[0]), now, asked


def test_a_token_is_renewed_before_it_ends() -> None:
    first, second = jwt(1_300, "one"), jwt(1_600, "two")
    it, now, asked = token(first, second)

    assert it.text() == it.text() == first
    now[0] = 1_239
    assert (it.text(), asked[0]) == (first, 1)
    now[0] = 1_240
    assert (it.text(), asked[0]) == (second, 2)


def test_a_short_life_is_used_to_four_fifths() -> None:
    it, now, asked = token(jwt(1_010), jwt(1_020))
    it.text()

    now[0] = 1_007.9
    it.text()
    assert asked[0] == 1
    now[0] = 1_008
    it.text()
    assert asked[0] == 2


def test_a_token_that_does_not_say_when_it_ends_is_read_again() -> None:
    it, now, asked = token("opaque", "other")

    assert it.text() == "opaque"
    now[0] += 60
    assert (it.text(), asked[0]) == ("other", 2)


def test_what_cannot_be_renewed_is_sent_as_long_as_there_is_nothing_else() -> None:
    first = jwt(1_300)
    it, now, _ = token(first, OSError("gone"))
    it.text()

    now[0] = 1_290
    assert it.text() == first


def test_nobody_waits_for_who_is_fetching_it_anew() -> None:
    first, second = jwt(1_300, "one"), jwt(1_600, "two")
    asked, answered = threading.Event(), threading.Event()
    found, now = iter([first, second]), [1_000.0]

    def read() -> str:
        if now[0] > 1_000:
            asked.set()
            assert answered.wait(60)
        return next(found)

    it = Token("test:it", read, lambda: now[0])
    assert it.text() == first
    now[0] = 1_290
    one = threading.Thread(target=it.text)
    one.start()
    try:
        assert asked.wait(60)
        assert it.text() == first
    finally:
        answered.set()
        one.join()
    assert it.text() == second


def test_a_token_that_never_was_is_a_mistake_of_the_person() -> None:
    it, _, _ = token("")
    with pytest.raises(BadSetting, match=r"'test:it': there is none"):
        it.text()
    it, _, _ = token(OSError("gone"))
    with pytest.raises(BadSetting, match="gone"):
        it.text()


@pytest.mark.parametrize("text", ["", "a.b", "a.!.c", "a.e30.c", "a.W10.c"])
def test_what_is_no_token_ends_nowhere(text: str) -> None:
    assert expires_s(text) is None


def test_a_token_comes_from_the_environment_or_a_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("of a file\n")

    assert reader_of("env:IT", {"IT": "told"})() == "told"
    assert reader_of(f"file:{file}", {})() == "of a file\n"


def test_a_token_comes_of_a_command_whose_words_are_not_repeated() -> None:
    said = reader_of(f"command:{sys.executable} -c \"print('tok')\"", {})

    assert said().strip() == "tok"
    failing = reader_of(f"command:{sys.executable} -c \"print('hush'); raise SystemExit(3)\"", {})
    with pytest.raises(ValueError, match="exit code 3") as caught:
        failing()
    assert "hush" not in str(caught.value)


@pytest.fixture
def issuer() -> Iterator[tuple[str, list[tuple[str, str | None]]]]:
    """GitHub's way to a token, and who asked how."""
    asked: list[tuple[str, str | None]] = []

    class Issuer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, self.headers["authorization"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"value": "of github"}')

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Issuer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/token?x=1", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_github_is_asked_for_one_audience(
    issuer: tuple[str, list[tuple[str, str | None]]],
) -> None:
    url, asked = issuer
    known = {"ACTIONS_ID_TOKEN_REQUEST_URL": url, "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "job"}
    read: Callable[[], str] = reader_of("github:https://vercel.com/team", known)

    assert read() == "of github"
    assert asked == [("/token?x=1&audience=https%3A%2F%2Fvercel.com%2Fteam", "bearer job")]


def test_github_without_the_permission_says_so() -> None:
    with pytest.raises(ValueError, match="id-token: write"):
        reader_of("github:x", {})()


@pytest.mark.parametrize("source", ["", "env", "env:", "tokens.txt", "vault:x"])
def test_a_source_of_no_kind_is_refused(source: str) -> None:
    with pytest.raises(BadSetting, match="env:NAME, file:PATH"):
        reader_of(source, {})
