"""What the fixtures do: a browser for the session, and a stage for one scenario."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from harness.backend.proxied import ProxiedDatabase
from harness.backend.seeded import SeededSource
from harness.backend.watched import WatchedMock
from harness.browser.agent import agent_of, own_agent, tagged_options
from harness.browser.driver import PlaywrightDriver
from harness.browser.launch import chromium_arguments, debugging_port, launch_options
from harness.browser.proxy import proxy_from
from harness.errors import Unsupported, Withheld
from harness.machine.browser import find_browser
from harness.model.word import Capability
from harness.plugin.judging import Bench
from harness.plugin.marking import marking
from harness.plugin.proof import Proof, proof_of
from harness.plugin.running import RunningBrowser
from harness.plugin.selection import CONDITIONS
from harness.stage.created import CreatedSource
from harness.stage.driver import Driver
from harness.stage.log import EventLog
from harness.stage.place import Place
from harness.stage.scene import Scene
from harness.stage.source import SessionSource
from harness.stage.stage import Stage
from harness.stage.tag import tagged

# Whether the session's browser was launched so that a second client can debug it.
DEBUGGED: pytest.StashKey[bool] = pytest.StashKey()
# The User-Agent that the session's browser was launched with, '' for its own.
AGENT: pytest.StashKey[str] = pytest.StashKey()
OPTIONS = "browser_context_args"


def launch_args(request: pytest.FixtureRequest, asked: dict[str, Any]) -> dict[str, Any]:
    """pytest-playwright's options with ours beneath; raises NoBrowser."""
    config = request.config
    proof = proof_of(config)
    settings = proof.options.settings
    full = settings.full_browser or asked.get("headless") is False
    found = find_browser(full=full, explicit=settings.browser_path or None, environ=os.environ)
    config.stash[DEBUGGED] = True
    options = launch_options(
        asked,
        executable=str(found.path),
        arguments=chromium_arguments(proof.profile),
        proxy=proxy_from(os.environ, url=settings.url),
    )
    if proof.tag:
        options = tagged_options(request.getfixturevalue("browser_type"), options, proof.tag)
        config.stash[AGENT] = agent_of(options)
    return options


def running_browser(request: pytest.FixtureRequest) -> RunningBrowser:
    """The session's browser, launched now."""
    browser = request.getfixturevalue("browser")
    launch = request.getfixturevalue("launch_browser")
    port_of = debugging_port if request.config.stash.get(DEBUGGED, False) else None
    proof = proof_of(request.config)
    agent = request.config.stash.get(AGENT, "")
    agent = own_agent(browser) if proof.tag and not agent else agent
    return RunningBrowser(browser, launch, port_of, proof.target, agent=agent)


def play(request: pytest.FixtureRequest, running: RunningBrowser) -> Iterator[Stage]:
    """Opens a stage when it is the scenario's turn, and closes it when the scenario has ended."""
    proof = proof_of(request.config)
    bench = Bench.of(request.node, proof)
    with proof.turn(alone=_is_alone(request)):
        yield from _played(request, running, proof, bench)


def _is_alone(request: pytest.FixtureRequest) -> bool:
    return Capability.DATABASE_FAULTS in marking(request.node).needs


def _played(
    request: pytest.FixtureRequest, running: RunningBrowser, proof: Proof, bench: Bench
) -> Iterator[Stage]:
    running.revive()
    log = EventLog()
    place = _place(request, proof, bench)
    driver = _driver(proof, running, log, _new_context(request, running, _agent(request, running)))
    source, backend = _source(proof, running), _backend(proof)
    database = _database(request, proof)
    scene = Scene(place, driver, log, source, backend, bench.keep, database=database)
    stage = bench.stage = Stage(scene)
    try:
        _prepare(request, stage)
        yield stage
    finally:
        bench.finish()


def prepare_race(request: pytest.FixtureRequest) -> None:
    """Lays out what the orders of a scenario are recorded with; skips it in production, where what
    is held may leave a session of which nobody learns the id.
    """
    proof = proof_of(request.config)
    if proof.target.is_production:
        pytest.skip(str(Withheld("A scenario that is played in every order")))
    Bench.of(request.node, proof)


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
        stage.need_keys(*marks.keys)
        params = getattr(getattr(request.node, "callspec", None), "params", {})
        stage.under(*proof.conditions(str(params.get(CONDITIONS, ""))))
    except Unsupported as error:
        pytest.skip(str(error))


def _agent(request: pytest.FixtureRequest, running: RunningBrowser) -> str:
    """The User-Agent that the play's rooms need as an option; '' for none."""
    own = str(_context_options(request).get("user_agent") or running.agent)
    return _missing(own, proof_of(request.config).tag)


def _missing(own: str, tag: str) -> str:
    """The agent with the tag, where it does not end in it already."""
    return "" if own.endswith(tag) else tagged(own, tag)


def _context_options(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What pytest-playwright opens a context with: its options (`--device`), and the marker's."""
    marker = request.node.get_closest_marker(OPTIONS)
    options: dict[str, Any] = request.getfixturevalue(OPTIONS)
    return {**options, **(marker.kwargs if marker else {})}


def _new_context(
    request: pytest.FixtureRequest, running: RunningBrowser, agent: str
) -> Callable[..., Any]:
    """pytest-playwright's, with its tracing and pictures; a browser that was launched again has
    only its own, with the same options. An `agent` stands in them in place of a device's.
    """
    options = {**_context_options(request), **({"user_agent": agent} if agent else {})}
    if running.relaunched:
        return lambda **more: running.browser.new_context(**{**options, **more})
    if agent:
        # The option cannot be given to the call as well: Playwright would be told it twice.
        request.node.add_marker(pytest.mark.browser_context_args(**options), append=False)
    made: Callable[..., Any] = request.getfixturevalue("new_context")
    return made


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

    agent = _missing(running.agent, proof.tag)
    options = {"user_agent": agent} if agent else {}

    def open_driver(log: EventLog) -> Driver:
        return _driver(
            proof, running, log, lambda **it: running.browser.new_context(**options, **it)
        )

    if proof.source is None:
        proof.source = CreatedSource(
            proof.target,
            proof.profile,
            proof.rules,
            lambda name: proof.profile.visitor(name).filled(os.environ, proof.run_id),
            open_driver,
            insecure=proof.options.settings.insecure,
        )
    return proof.source


def _database(request: pytest.FixtureRequest, proof: Proof) -> ProxiedDatabase | None:
    return ProxiedDatabase(proof.proxy, alone=_is_alone(request)) if proof.proxy else None


def _backend(proof: Proof) -> WatchedMock | None:
    return WatchedMock(proof.mock.control, proof.profile) if proof.mock else None
