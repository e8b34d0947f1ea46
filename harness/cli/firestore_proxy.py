"""`layerproof firestore-proxy`: a Firestore emulator whose calls can be held, delayed and refused.

It prints what to export: the app is started with the first line, `layerproof race` with the others.
"""

import asyncio
import os
import secrets
import signal
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated

import typer

from harness.backend.mock import SECRET_VARIABLE
from harness.cli import speech
from harness.errors import UsageError
from harness.firestore_proxy.address import address

if TYPE_CHECKING:
    from harness.firestore_proxy.proxy import Plan

Listen = Annotated[str, typer.Option(metavar="HOST:PORT", help="Where the app finds it; :0 any.")]
Upstream = Annotated[
    str,
    typer.Option(
        metavar="HOST:PORT", envvar="FIRESTORE_EMULATOR_HOST", help="The emulator behind it."
    ),
]
ControlAt = Annotated[str, typer.Option(metavar="HOST:PORT", help="Where rules are told.")]
AllowHost = Annotated[
    list[str] | None,
    typer.Option(metavar="HOST", help="A host beyond this machine that is meant."),
]


def firestore_proxy(
    *,
    upstream: Upstream,
    listen: Listen = ":8081",
    control: ControlAt = ":0",
    allow_host: AllowHost = None,
) -> None:
    """Stand before a Firestore emulator, and hold, delay or refuse its calls when told, until
    Ctrl-C.
    """
    need_client("firestore-proxy")
    from harness.firestore_proxy.proxy import Plan  # grpc is an extra

    allowed = frozenset(allow_host or ())
    plan = Plan(
        address(listen, flag="--listen", allowed=allowed),
        address(upstream, flag="--upstream", allowed=allowed),
        address(control, flag="--control", allowed=allowed),
        os.environ.get(SECRET_VARIABLE) or secrets.token_urlsafe(24),
    )
    asyncio.run(_stand(plan))
    raise KeyboardInterrupt


def need_client(what: str) -> None:
    """Raises UsageError where Google's client of Firestore, an extra, is not installed."""
    if find_spec("grpc") is None or find_spec("google.cloud.firestore_v1") is None:
        raise UsageError(
            f"{what} needs google-cloud-firestore, which is not installed. "
            "pip install 'layerproof[firestore]'"
        )


async def _stand(plan: "Plan") -> None:
    """Serves until Ctrl-C or SIGTERM."""
    from harness.firestore_proxy.proxy import standing  # grpc is an extra

    told, loop = asyncio.Event(), asyncio.get_running_loop()
    # SIGINT too, because a shell that starts us in the background has it ignored.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(told.set))
    async with standing(plan) as proxy:
        speech.answer(f"FIRESTORE_EMULATOR_HOST={proxy.address}")
        speech.answer(f"LAYERPROOF_FIRESTORE_PROXY={proxy.control_url}")
        speech.answer(f"{SECRET_VARIABLE}={plan.secret}")
        speech.say(f"Calls go on to {plan.upstream}. Ctrl-C stops it.", style="dim")
        await told.wait()
