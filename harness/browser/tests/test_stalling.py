"""An answer begins, under its name, and does not go on until somebody gives it up."""

import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from harness.browser.stalling import BEGINNING, Stalls

SHORT_S = 0.2


@pytest.fixture
def stalls() -> Iterator[Stalls]:
    it = Stalls("x-played")
    yield it
    it.close()


def asked(url: str) -> socket.socket:
    parts = urlsplit(url)
    connection = socket.create_connection((str(parts.hostname), parts.port or 0), timeout=10)
    connection.sendall(f"GET {parts.path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    return connection


def beginning(connection: socket.socket) -> bytes:
    told = b""
    while not told.endswith(BEGINNING):
        told += connection.recv(4_096)
    return told


def test_an_answer_begins_and_does_not_go_on(stalls: Stalls) -> None:
    with asked(stalls.url("played-1")) as connection:
        told = beginning(connection)
        connection.settimeout(SHORT_S)
        with pytest.raises(TimeoutError):
            connection.recv(1)

    assert told.startswith(b"HTTP/1.1 200 ")
    assert b"\r\nx-played: played-1\r\n" in told
    assert int(told.split(b"content-length: ")[1].split(b"\r\n")[0]) > len(BEGINNING)


def test_several_stall_at_once(stalls: Stalls) -> None:
    with asked(stalls.url("a")) as first, asked(stalls.url("b")) as second:
        assert b"x-played: b" in beginning(second)
        assert b"x-played: a" in beginning(first)


def test_at_the_end_all_are_cut(stalls: Stalls) -> None:
    url = stalls.url("a")
    with asked(url) as connection:
        beginning(connection)
        stalls.close()

        assert connection.recv(1) == b""
    with pytest.raises(OSError, match="refused"):
        asked(url)


def test_nothing_listens_before_it_is_needed() -> None:
    Stalls("x-played").close()
