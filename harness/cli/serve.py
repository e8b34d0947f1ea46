"""`layerproof serve`: the mock application, to click through."""

import signal
import threading
from types import FrameType
from typing import Annotated, Literal

import typer

from harness.backend.mock import Mock, start_mock
from harness.cli import speech
from harness.errors import BadSetting

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
    as_preview: Annotated[
        bool,
        typer.Option("--as-preview", help="Behind a stand-in for Vercel's edge (loopback only)."),
    ] = False,
    edge: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME[:VALUE]", help="What that edge does.  [default: protection]"),
    ] = None,
) -> None:
    """Start the mock application, with demo accounts, until Ctrl-C."""
    if edge and not as_preview:
        raise BadSetting("--edge says what the edge of a preview does: add --as-preview.")
    mock = start_mock(
        port=port,
        store=store,
        defects=defect or (),
        demo=True,
        controlled=False,
        edge=(edge or ["protection"]) if as_preview else None,
    )
    try:
        _take_signals()
        # At once: who has read the address may end us, and should have read whom to sign in as.
        accounts = [f"  {it.role:<8} {it.email:<28} {it.password}" for it in mock.accounts]
        speech.answer("\n".join([f"The mock application is at {mock.url}", *accounts]))
        named = [f"  {name:<11} {it}" for name, it in mock.preview.items()]
        if named:
            speech.answer("\n".join(["As a preview:", *named]))
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
