"""The fixtures: `stage`, and the browser that the house launches.

Registered after pytest-playwright, whose fixtures of the same names these override and use.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from harness.backend.seeded import SeededSource
from harness.backend.watched import WatchedMock
from harness.browser.cdp import CdpClient
from harness.browser.driver import PlaywrightDriver
from harness.browser.launch import chromium_arguments, free_port, launch_options
from harness.browser.network import NetworkOwner
from harness.browser.proxy import proxy_from
from harness.errors import Unsupported
from harness.machine.browser import find_browser
from harness.plugin.judging import Bench
from harness.plugin.marking import marking
from harness.plugin.proof import Proof, proof_of
from harness.plugin.selection import CONDITIONS
from harness.stage.created import CreatedSource
from harness.stage.log import EventLog
from harness.stage.source import SessionSource
from harness.stage.stage import Place, Stage

PORT: pytest.StashKey[int] = pytest.StashKey()


@dataclass(frozen=True, slots=True)
class Second:
    """The second client of the browser, and the owner of the network that stands on it."""

    client: CdpClient
    network: NetworkOwner


@pytest.fixture(scope="session")
def browser_type_launch_args(
    pytestconfig: pytest.Config,
    browser_type_launch_args: dict[str, Any],
    browser_name: str,
) -> dict[str, Any]:
    """pytest-playwright's options, with the browser that was found and the flags that it needs."""
    if browser_name != "chromium" or browser_type_launch_args.get("channel"):
        return browser_type_launch_args
    proof = proof_of(pytestconfig)
    settings = proof.options.settings
    full = settings.full_browser or browser_type_launch_args.get("headless") is False
    found = find_browser(full=full, explicit=settings.browser_path or None, environ=os.environ)
    port = free_port()
    pytestconfig.stash[PORT] = port
    arguments = chromium_arguments(proof.profile, port)
    return launch_options(
        browser_type_launch_args,
        executable=str(found.path),
        arguments=arguments,
        proxy=proxy_from(os.environ, url=settings.url),
    )


@pytest.fixture(scope="session")
def layerproof_cdp(request: pytest.FixtureRequest) -> Iterator[Second | None]:
    """A second client of the browser's; None where the browser has no such port."""
    request.getfixturevalue("browser")
    port = request.config.stash.get(PORT, 0)
    if not port:
        yield None
        return
    client = CdpClient.connect(port)
    yield Second(client, NetworkOwner(client))
    client.close()


@pytest.fixture
def stage(
    request: pytest.FixtureRequest,
    new_context: Callable[..., Any],
    browser: Any,  # noqa: ANN401 - playwright's, which only harness.browser knows
    layerproof_cdp: Second | None,
) -> Iterator[Stage]:
    """A stage for one scenario; what it recorded is judged when the scenario ends."""
    proof = proof_of(request.config)
    marks = marking(request.node)
    log = EventLog()
    network = layerproof_cdp.network if layerproof_cdp else None
    options = _context_options(proof)
    driver = PlaywrightDriver(
        browser, new_context, log, network, options, lambda: _end(layerproof_cdp)
    )
    bench = Bench.of(request.node, proof)
    place = Place(
        target=proof.target,
        profile=proof.profile,
        rules=proof.rules,
        scenario=request.node.nodeid,
        virtual_time=not (marks.real_time or proof.options.real_time),
        other_origin=proof.other_origin,
        gates=marks.gates,
        prefix=bench.prefix,
        insecure=proof.options.settings.insecure,
    )
    source, backend = _source(proof, browser, layerproof_cdp), _backend(proof)
    stage = Stage(place, driver, log, source, backend, bench.keep)
    bench.stage = stage
    try:
        _prepare(request, stage)
        yield stage
    finally:
        bench.finish()


def _prepare(request: pytest.FixtureRequest, stage: Stage) -> None:
    """Puts the scenario's conditions in place, or skips it with the reason."""
    proof = proof_of(request.config)
    marks = marking(request.node)
    try:
        stage.need("the scenario", *marks.needs)
        params = getattr(getattr(request.node, "callspec", None), "params", {})
        stage.under(*proof.conditions(str(params.get(CONDITIONS, ""))))
    except Unsupported as error:
        pytest.skip(str(error))


def _source(proof: Proof, browser: Any, second: Second | None) -> SessionSource:  # noqa: ANN401 - playwright's
    if proof.mock is not None:
        return SeededSource(proof.mock.control, proof.profile)
    if proof.source is None:
        options = _context_options(proof)
        proof.source = CreatedSource(
            proof.target,
            proof.profile,
            proof.rules,
            lambda name: proof.profile.visitor(name).filled(os.environ),
            lambda log: PlaywrightDriver(
                browser, browser.new_context, log, None, options, lambda: _end(second)
            ),
            insecure=proof.options.settings.insecure,
        )
    return proof.source


def _context_options(proof: Proof) -> dict[str, Any]:
    return {"ignore_https_errors": True} if proof.options.settings.insecure else {}


def _backend(proof: Proof) -> WatchedMock | None:
    return WatchedMock(proof.mock.control, proof.profile) if proof.mock else None


def _end(second: Second | None) -> None:
    if second is not None:
        second.client.call("Browser.close", {})
