"""How a person says that they are done."""

import io
import os
import signal
from collections.abc import Iterator
from typing import TextIO

import pytest

from harness.cli.sitting import until_said


@pytest.fixture
def terminal() -> Iterator[tuple[TextIO, TextIO]]:
    """What is read from, and what is typed into."""
    reading, writing = os.pipe()
    with os.fdopen(reading) as stdin, os.fdopen(writing, "w") as keys:
        yield stdin, keys


def test_enter_says_it(terminal: tuple[TextIO, TextIO]) -> None:
    stdin, keys = terminal
    with until_said(stdin) as done:
        assert not done()
        keys.write("\n")
        keys.flush()
        assert done()
        assert done()


def test_an_input_that_has_ended_says_nothing(terminal: tuple[TextIO, TextIO]) -> None:
    stdin, keys = terminal
    keys.close()
    with until_said(stdin) as done:
        assert [done(), done()] == [False, False]


@pytest.mark.parametrize("stdin", [None, io.StringIO("\n")])
def test_without_a_terminal_nobody_says_it_there(stdin: TextIO | None) -> None:
    with until_said(stdin) as done:
        assert not done()


def test_ctrl_c_says_it_and_interrupts_nothing_for_as_long() -> None:
    before = signal.getsignal(signal.SIGINT)

    with until_said(None) as done:
        os.kill(os.getpid(), signal.SIGINT)
        assert done()

    assert signal.getsignal(signal.SIGINT) is before
