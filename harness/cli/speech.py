"""What the command says: answers on stdout, everything else on stderr."""

from collections.abc import Iterable
from functools import cache

from rich.console import Console
from rich.text import Text

from harness.errors import LayerproofError


@cache
def aside() -> Console:
    """The console for what is no answer; colours as the terminal and NO_COLOR want."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def say(text: str, *, style: str = "") -> None:
    """A line for the person, on stderr; signs in it mean nothing."""
    aside().print(Text(text, style=style))


def say_all(lines: Iterable[str], *, style: str = "dim") -> None:
    """Several lines of the same kind."""
    for line in lines:
        say(line, style=style)


def complain(error: LayerproofError | str) -> None:
    """The one message of a failure."""
    message = Text("layerproof: ", style="bold red")
    message.append(str(error), style="not bold default")
    aside().print(message)


def answer(text: str) -> None:
    """A line of the command's answer, on stdout, as plain text."""
    Console(highlight=False, soft_wrap=True, markup=False).print(text)
