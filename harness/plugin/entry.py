"""The pytest plugin's entry point, which every pytest run of the environment imports.

So it is light: what plays and judges scenarios is imported when the first one is collected, and a
suite without scenarios gets nothing but the options.
"""

import atexit
import os
import warnings
from collections.abc import Generator, Sequence

import pytest

from harness.machine.budget import BUDGET, Budget
from harness.plugin import fixtures
from harness.plugin.controller import CONTROLLER, MISTAKE, Controller, tell_mistake
from harness.plugin.marking import MARKERS, proved_by
from harness.plugin.options import (
    add_options,
    add_short_names,
    asked,
    is_worker,
    values_among,
)
from harness.plugin.recognise import is_scenario, needs_browser

# pytest-playwright's `base_url` on pytest 9.2; a suite may have made errors of all warnings.
PLAYWRIGHTS_OWN = (
    "ignore:Session-scoped fixtures defined as instance methods:pytest.PytestRemovedIn10Warning"
)
OUTCOMES = "layerproof-outcomes"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds Layerproof's options."""
    add_options(parser)


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config, parser: pytest.Parser, args: list[str]
) -> Generator[None]:
    """Adds the short names last, when every other plugin and conftest has taken what it wants."""
    paths = early_config.known_args_namespace.file_or_dir
    paths[:] = [it for it in paths if it not in values_among(args)]
    yield
    add_short_names(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Registers markers and fixtures (after pytest-playwright's, which they override)."""
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
    config.pluginmanager.register(fixtures, "layerproof-fixtures")
    if config.getoption("--layerproof-halt"):
        from harness.plugin.halting import Halting

        config.pluginmanager.register(Halting(config.getoption("--layerproof-halt")))
    if is_worker(config):
        return
    if seconds := config.getoption("--layerproof-budget"):
        budget = Budget(seconds)
        config.pluginmanager.register(budget, BUDGET)
        budget.listen()
    if config.getoption("--layerproof-progress"):
        from harness.plugin.progress import make_progress

        config.pluginmanager.register(make_progress(), "layerproof-progress")
        config.pluginmanager.set_blocked("terminaldistreporter")
    # By its entry point's name, or by its module's where plugins are named one by one.
    if any(config.pluginmanager.hasplugin(it) for it in ("xdist", "xdist.plugin")):
        config.pluginmanager.register(Controller(config), CONTROLLER)
    _refuse_unknown_names(config)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Plays a scenario once for each starter and condition that it names."""
    if not is_scenario(metafunc.definition):
        return
    from harness.errors import LayerproofError
    from harness.plugin.selection import parametrize

    _wake(metafunc.config)
    try:
        parametrize(metafunc)
    except LayerproofError as error:
        # Told when all is collected, once: pytest shows a traceback for each file otherwise.
        metafunc.config.stash.setdefault(MISTAKE, f"{error} ({metafunc.definition.nodeid})")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what `--only` does not name; refuses what was found to be a mistake."""
    config.stash[fixtures.HOUSE_BROWSER] = any(needs_browser(it) for it in items)
    _note_hidden_window(config)
    if asked(config, "replay") and _awake(config):
        _keep_replayed(config, items)
    if MISTAKE in config.stash:
        if not is_worker(config):
            raise pytest.UsageError(config.stash[MISTAKE])
        items.clear()  # the controller says why
        return
    if _awake(config):
        from harness.plugin.selection import deselect

        deselect(config, items)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Counts what will be played, so that a run knows what it lacks wherever it ends."""
    if _awake(session.config) and MISTAKE not in session.config.stash:
        from harness.plugin.proof import proof_of

        proof_of(session.config).planned = sum(map(is_scenario, session.items))


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    """Remembers which scenarios were left out on purpose, to list them."""
    left_out = [it for it in items if is_scenario(it)]
    if left_out:
        from harness.plugin.proof import proof_of

        proof = proof_of(left_out[0].config)
        proof.deselected.extend(it.nodeid for it in left_out)
        proof.left_out |= {it for it in map(proved_by, left_out) if it[1]}


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Stops what was started; the controller, or the only process, judges and reports."""
    if is_worker(session.config):
        _end_quietly()
    if MISTAKE in session.config.stash:
        if is_worker(session.config):
            tell_mistake(session)
        return
    controller = session.config.pluginmanager.getplugin(CONTROLLER)
    workers_played = isinstance(controller, Controller) and (
        controller.has_work() or _ended_in_the_middle(session)
    )
    if _awake(session.config) or workers_played:
        from harness.plugin.finish import finish

        finish(session)


def _ended_in_the_middle(session: pytest.Session) -> bool:
    """Whether workers that were ended before they could tell have left a run."""
    if session.exitstatus != pytest.ExitCode.INTERRUPTED:
        return False
    from harness.plugin.proof import proof_of

    return proof_of(session.config).has_run


def _wake(config: pytest.Config) -> None:
    """From the first scenario on, outcomes are verdicts."""
    if not _awake(config):
        from harness.plugin.ordering import Ordering
        from harness.plugin.outcome import Outcomes

        config.pluginmanager.register(Outcomes(), OUTCOMES)
        config.pluginmanager.register(Ordering(), "layerproof-ordering")
        config.addinivalue_line("filterwarnings", PLAYWRIGHTS_OWN)


def _awake(config: pytest.Config) -> bool:
    return config.pluginmanager.hasplugin(OUTCOMES)


def _keep_replayed(config: pytest.Config, items: list[pytest.Item]) -> None:
    from harness.errors import BadSetting
    from harness.plugin.ordering import keep_replayed

    try:
        keep_replayed(config, items)
    except BadSetting as error:
        config.stash.setdefault(MISTAKE, str(error))


def _note_hidden_window(config: pytest.Config) -> None:
    """Playwright would say, of each scenario and in forty lines, that there is no display."""
    if not (config.getoption("--headed", False) and config.stash[fixtures.HOUSE_BROWSER]):
        return
    from harness.errors import BadSetting
    from harness.machine.display import refuse_headed_without_display

    try:
        refuse_headed_without_display(os.environ)
    except BadSetting as error:
        config.stash.setdefault(MISTAKE, str(error))


def _refuse_unknown_names(config: pytest.Config) -> None:
    """What was asked for by a flag is looked at before anything is collected."""
    named = ("profile", "starter", "under", "accepted")
    if not any(asked(config, it) for it in named) or config.getoption("help"):
        return
    from harness.errors import LayerproofError
    from harness.plugin.finish import accepted_of
    from harness.plugin.proof import proof_of

    try:
        proof = proof_of(config)
        proof.refuse_unknown_names()
        accepted_of(proof)
    except LayerproofError as error:
        raise pytest.UsageError(str(error)) from error


def _end_quietly() -> None:
    """In workers pytest-playwright's folder goes only when Python ends, which would warn.

    What is registered last runs first: this, before the folder's own end.
    """
    atexit.register(warnings.simplefilter, "ignore", ResourceWarning)
