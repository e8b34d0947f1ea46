"""The command `python -m mock_backend`: options, one JSON line when ready, exit 2 when misused."""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Sequence
from functools import partial

import uvloop

from mock_backend.app import create_app
from mock_backend.clock import SystemClock
from mock_backend.defects.registry import PAGE_SEAMS, UnknownDefect, defects
from mock_backend.demo import PASSWORD, PEOPLE, welcome
from mock_backend.edge.edge import Plan
from mock_backend.edge.opening import NoSecret, announced, before, plan_of
from mock_backend.edge.switch import SWITCHES, UnknownSwitch
from mock_backend.faults.apparatus import apparatus
from mock_backend.gateway import Gateway
from mock_backend.rate import PER_MINUTE
from mock_backend.rename.names import Names, draw
from mock_backend.rename.renamed import Renamed
from mock_backend.serving import Address, CannotListen, is_loopback, listen, serve
from mock_backend.store.opening import opened
from mock_backend.store.repository import CannotOpen, StoreError
from mock_backend.tasks import log_tasks

SECRET = "LAYERPROOF_CONTROL_SECRET"
MISUSED = 2


def main(arguments: Sequence[str], *, parent: int) -> int:
    """Serves until it is told to stop or `parent` (a process id) ends; returns the exit code."""
    options = _options(arguments)
    if options.list_defects:
        _list_defects(as_json=options.json)
        return 0
    address = Address(options.host, options.port, tuple(options.also_host))
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_run(options, address, parent))
    except (UnknownDefect, UnknownSwitch, NoSecret, CannotListen, CannotOpen) as error:
        sys.stderr.write(f"mock_backend: {error}\n")
        return MISUSED
    except StoreError as error:
        sys.stderr.write(f"mock_backend: the {options.store} store does not answer: {error}\n")
        return MISUSED
    return 0


async def _run(options: argparse.Namespace, address: Address, parent: int) -> None:
    plan = None if options.edge is None else plan_of(options.edge, os.environ)
    sockets = listen(address)
    names = None if options.rename is None else draw(options.rename)
    try:
        app = await _app(options, address)
        log_tasks(asyncio.get_running_loop(), app.services.log)
        ready = partial(_announce, _wants_demo(options), names, plan)
        served = Renamed(app, names) if names else app
        behind = served if plan is None else before(served, plan)
        await serve(behind, app.services, sockets, parent, ready=ready)
        await app.services.documents.close()
    finally:
        for listening in sockets:
            listening.close()


async def _app(options: argparse.Namespace, address: Address) -> Gateway:
    clock = SystemClock()
    app = create_app(
        opened(options.store),
        clock,
        apparatus(clock),
        defects=tuple(options.defect),
        control_secret=_secret(address),
        rate_per_minute=options.rate_limit,
    )
    if _wants_demo(options):
        await welcome(app.services.documents, app.services.accounts, clock.now())
    return app


def _secret(address: Address) -> str:
    """The control plane's secret, '' where it must not be: on an interface that others reach."""
    secret = os.environ.get(SECRET, "")
    if secret and not all(map(is_loopback, (address.host, *address.also))):
        sys.stderr.write("mock_backend: no control plane, because --host is not loopback\n")
        return ""
    return secret


def _wants_demo(options: argparse.Namespace) -> bool:
    return bool(options.store == "memory" if options.demo is None else options.demo)


def _announce(demo: bool, names: Names | None, plan: Plan | None, url: str) -> None:
    people = [{"role": it.role, "email": it.email, "password": PASSWORD} for it in PEOPLE]
    line: dict[str, object] = {"url": url, "pid": os.getpid()}
    line |= {"accounts": people} if demo else {}
    line |= {"names": names.told()} if names else {}
    line |= {"preview": announced(url, plan.names)} if plan else {}
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _list_defects(*, as_json: bool) -> None:
    found = [
        {
            "name": defect.name,
            "line": defect.line,
            "why": defect.why,
            "needs": defect.needs,
            "server": bool(defect.changes - PAGE_SEAMS),
            "pages": bool(defect.changes & PAGE_SEAMS),
        }
        for defect in defects()
    ]
    lines = [f"{defect['name']}: {defect['line']}" for defect in found]
    sys.stdout.write((json.dumps(found, indent=1) if as_json else "\n".join(lines)) + "\n")


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m mock_backend", description="The mock application.", allow_abbrev=False
    )
    add = parser.add_argument
    add("--host", default="127.0.0.1", help="address to listen on")
    add("--port", type=_port, default=0, help="0 for any that is free")
    add("--also-host", action="append", default=[], help="a further address, at the same port")
    add("--store", choices=("memory", "firestore"), default="memory")
    add("--defect", action="append", default=[], metavar="NAME", help="be wrong in this way")
    add("--list-defects", action="store_true", help="print the defects and stop")
    add("--json", action="store_true", help="print them as JSON")
    add("--rename", type=int, metavar="SEED", help="go by other names, which are printed")
    about = "be a preview: behind a stand-in for Vercel's edge, with these switches: "
    named = ", ".join(SWITCHES)
    add("--edge", action="append", metavar="NAME[:VALUE],...", help=f"{about}{named}")
    add("--rate-limit", type=int, default=PER_MINUTE, help="calls a minute for one caller")
    demo = argparse.BooleanOptionalAction
    add("--demo", action=demo, default=None, help="accounts to click with (default: in memory)")
    return parser.parse_args(arguments)


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port (0 to 65535)")
    return int(text)
