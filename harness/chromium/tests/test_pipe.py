"""A pipe carries messages whole, whatever pieces they come in."""

import os
import threading
from collections.abc import Iterator

import pytest

from harness.chromium.pipe import Pipe


@pytest.fixture
def ends() -> Iterator[tuple[Pipe, int, int]]:
    """A pipe, and the browser's ends of it: to read from, and to write to."""
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    pipe = Pipe(ours_out, ours_in)
    yield pipe, theirs_in, theirs_out
    pipe.close()
    pipe.forget()
    for it in (theirs_in, theirs_out):
        try:
            os.close(it)
        except OSError:
            continue


def test_a_message_may_come_in_pieces_and_several_in_one(ends: tuple[Pipe, int, int]) -> None:
    pipe, _, out = ends
    messages = iter(pipe)
    euro = "€".encode()

    os.write(out, b"on" + euro[:1])
    os.write(out, euro[1:] + b"\0two\0thr")
    os.write(out, b"ee\0\0")
    os.close(out)

    assert list(messages) == ["on€", "two", "three", ""]


def test_a_message_that_was_cut_off_is_none(ends: tuple[Pipe, int, int]) -> None:
    pipe, _, out = ends
    os.write(out, b"whole\0cut")
    os.close(out)

    assert list(pipe) == ["whole"]


def test_a_long_message_is_sent_whole(ends: tuple[Pipe, int, int]) -> None:
    pipe, theirs, _ = ends
    text = "x" * 1_000_000
    got: list[bytes] = []

    def read() -> None:
        while chunk := os.read(theirs, 1 << 16):
            got.append(chunk)

    reader = threading.Thread(target=read)
    reader.start()
    pipe.send(text)
    pipe.close()
    reader.join(timeout=30)

    assert b"".join(got) == text.encode() + b"\0"


def test_nothing_is_sent_through_a_closed_pipe(ends: tuple[Pipe, int, int]) -> None:
    pipe, theirs, _ = ends
    pipe.close()
    pipe.close()

    assert os.read(theirs, 1) == b"", "the browser sees its end"
    with pytest.raises(BrokenPipeError):
        pipe.send("late")
