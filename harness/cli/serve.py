"""`layerproof serve`: the mock application, to click through."""

import signal
import threading
from types import FrameType
from typing import Annotated, Literal

import typer

from harness.backend.mock import Mock, start_mock
from harness.cli import speech

# How long the mock may be dead before it is noticed.
_GLANCE_S = 0.25


def serve(
    *,
    port: Annotated[int, typer.Option(min=0, max=65_535, help="0 for any that is free.")] = 8000,
    store: Annotated[
        Literal["memory", "firestore"], typer.Option(help="Where documents are kept.")
    ] = "memory",
    defect: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Be wrong in this way.")
    ] = None,
) -> None:
    """Start the mock application, with demo accounts, until Ctrl-C."""
    mock = start_mock(port=port, store=store, defects=defect or (), demo=True, controlled=False)
    try:
        _take_signals()
        # At once: who has read the address may end us, and should have read whom to sign in as.
        accounts = [f"  {it.role:<8} {it.email:<28} {it.password}" for it in mock.accounts]
        speech.answer("\n".join([f"The mock application is at {mock.url}", *accounts]))
        speech.say("Ctrl-C stops it.", style="dim")
        _until_told(mock)
    finally:
        mock.stop()


def _take_signals() -> None:
    """From now on Ctrl-C and SIGTERM raise KeyboardInterrupt."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    # SIGINT too, because a shell that starts us in the background has it ignored.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)


def _until_told(mock: Mock) -> None:
    """Returns never: raises KeyboardInterrupt on Ctrl-C and SIGTERM, BackendLost when it ends."""
    never = threading.Event()
    while True:
        mock.check()
        never.wait(_GLANCE_S)
