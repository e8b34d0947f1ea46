"""What the fixtures do: a browser for the session, and a stage for one scenario."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from harness.backend.seeded import SeededSource
from harness.backend.watched import WatchedMock
from harness.browser.driver import PlaywrightDriver
from harness.browser.launch import chromium_arguments, free_port, launch_options
from harness.browser.proxy import proxy_from
from harness.errors import Unsupported
from harness.machine.browser import find_browser
from harness.plugin.judging import Bench
from harness.plugin.marking import marking
from harness.plugin.proof import Proof, proof_of
from harness.plugin.running import RunningBrowser
from harness.plugin.selection import CONDITIONS
from harness.stage.created import CreatedSource
from harness.stage.driver import Driver
from harness.stage.log import EventLog
from harness.stage.place import Place
from harness.stage.source import SessionSource
from harness.stage.stage import Stage

PORT: pytest.StashKey[int] = pytest.StashKey()


def launch_args(config: pytest.Config, asked: dict[str, Any]) -> dict[str, Any]:
    """pytest-playwright's options with ours beneath; raises NoBrowser."""
    proof = proof_of(config)
    settings = proof.options.settings
    full = settings.full_browser or asked.get("headless") is False
    found = find_browser(full=full, explicit=settings.browser_path or None, environ=os.environ)
    port = config.stash[PORT] = free_port()
    arguments = chromium_arguments(proof.profile, port)
    return launch_options(
        asked,
        executable=str(found.path),
        arguments=arguments,
        proxy=proxy_from(os.environ, url=settings.url),
    )


def running_browser(request: pytest.FixtureRequest) -> RunningBrowser:
    """The session's browser, launched now."""
    browser = request.getfixturevalue("browser")
    launch = request.getfixturevalue("launch_browser")
    port = request.config.stash.get(PORT, 0)
    return RunningBrowser(browser, launch, port, proof_of(request.config).target)


def play(request: pytest.FixtureRequest, running: RunningBrowser) -> Iterator[Stage]:
    """Opens a stage, and closes it when the scenario has ended."""
    proof = proof_of(request.config)
    bench = Bench.of(request.node, proof)
    running.revive()
    log = EventLog()
    place = _place(request, proof, bench)
    driver = _driver(proof, running, log, _new_context(request, running))
    stage = Stage(place, driver, log, _source(proof, running), _backend(proof), bench.keep)
    bench.stage = stage
    try:
        _prepare(request, stage)
        yield stage
    finally:
        bench.finish()


def _place(request: pytest.FixtureRequest, proof: Proof, bench: Bench) -> Place:
    marks = marking(request.node)
    return Place(
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


def _new_context(request: pytest.FixtureRequest, running: RunningBrowser) -> Callable[..., Any]:
    """pytest-playwright's, with its tracing and pictures; a browser that was launched again has
    only its own, with the same options.
    """
    if not running.relaunched:
        made: Callable[..., Any] = request.getfixturevalue("new_context")
        return made
    options = request.getfixturevalue("browser_context_args")
    return lambda **more: running.browser.new_context(**{**options, **more})


def _driver(
    proof: Proof, running: RunningBrowser, log: EventLog, new_context: Callable[..., Any]
) -> PlaywrightDriver:
    options = {"ignore_https_errors": True} if proof.options.settings.insecure else {}
    network = running.second.network if running.second else None
    return PlaywrightDriver(
        running.browser,
        new_context,
        log,
        network,
        options,
        running.end,
        carries_secrets=running.carries_secrets,
    )


def _source(proof: Proof, running: RunningBrowser) -> SessionSource:
    if proof.mock is not None:
        return SeededSource(proof.mock.control, proof.profile)

    def open_driver(log: EventLog) -> Driver:
        return _driver(proof, running, log, lambda **it: running.browser.new_context(**it))

    if proof.source is None:
        proof.source = CreatedSource(
            proof.target,
            proof.profile,
            proof.rules,
            lambda name: proof.profile.visitor(name).filled(os.environ),
            open_driver,
            insecure=proof.options.settings.insecure,
        )
    return proof.source


def _backend(proof: Proof) -> WatchedMock | None:
    return WatchedMock(proof.mock.control, proof.profile) if proof.mock else None
