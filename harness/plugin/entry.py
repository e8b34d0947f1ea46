"""The pytest plugin's entry point: does nothing in suites that have no scenario."""

import warnings
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from harness.plugin import fixtures
from harness.plugin.finish import finish
from harness.plugin.marking import MARKERS, proved_by
from harness.plugin.options import add_options
from harness.plugin.outcome import Outcomes
from harness.plugin.progress import make_progress
from harness.plugin.proof import KEY, is_worker, proof_of
from harness.plugin.selection import deselect, parametrize
from harness.runs.place import new_id


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds Layerproof's options."""
    add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Registers markers, fixtures (after pytest-playwright's, which they override) and outcomes."""
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
    config.pluginmanager.register(fixtures, "layerproof-fixtures")
    config.pluginmanager.register(Outcomes(), "layerproof-outcomes")
    if config.getoption("--layerproof-progress") and not is_worker(config):
        config.pluginmanager.register(make_progress(), "layerproof-progress")
        config.pluginmanager.set_blocked("terminaldistreporter")
    if config.pluginmanager.hasplugin("xdist") and not is_worker(config):
        config.pluginmanager.register(Controller(), "layerproof-controller")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Plays a scenario once for each starter and condition that it names."""
    parametrize(metafunc)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what `--only` does not name."""
    deselect(config, items)


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    """Remembers what was left out on purpose, to list it."""
    if items:
        proof = items[0].config.stash.get(KEY, None)
        if proof is not None:
            proof.deselected.extend(it.nodeid for it in items)
            proof.left_out |= {it for it in map(proved_by, items) if it[1]}


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """In xdist's workers pytest-playwright's folder goes when Python ends: no error."""
    if is_worker(config):
        warnings.filterwarnings("ignore", "Implicitly cleaning up", ResourceWarning)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Stops what was started; the controller, or the only process, judges and reports."""
    proof = session.config.stash.get(KEY, None)
    if proof is None:
        return
    proof.clean_up()
    if is_worker(session.config):
        session.config.workeroutput["layerproof"] = {  # type: ignore[attr-defined] # xdist's
            "used": proof.used,
            "deselected": proof.deselected,
            "left_out": sorted(proof.left_out),
            "created": proof.created,
            "cleaned": proof.cleaned,
        }
        proof.close()
        return
    try:
        finish(session, proof)
    finally:
        proof.close()


class Controller:
    """What only xdist's controlling process does."""

    @pytest.hookimpl
    def pytest_configure_node(self, node: pytest.Item) -> None:
        """Tells each worker the folder of the run, which is chosen once."""
        proof = proof_of(node.config)
        if proof.options.folder is None:
            folder = proof.options.settings.out / new_id(datetime.now(UTC))
            proof.options = replace(proof.options, folder=folder.absolute())
        # xdist gives its nodes this attribute; its types do not know it.
        told = node.workerinput  # type: ignore[attr-defined]
        told["layerproof_folder"] = str(proof.options.folder)

    @pytest.hookimpl
    def pytest_testnodedown(self, node: pytest.Item) -> None:
        """Gathers what the worker left out, and whether it played anything."""
        told = getattr(node, "workeroutput", {}).get("layerproof")
        if told:
            proof = proof_of(node.config)
            proof.deselected = sorted({*proof.deselected, *told["deselected"]})
            proof.left_out |= {(starter, layer) for starter, layer in told["left_out"]}
            proof.created += told["created"]
            proof.cleaned += told["cleaned"]
            proof.workers_used = proof.workers_used or told["used"]
