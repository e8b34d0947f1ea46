"""What only xdist's controlling process does: it names the run, and gathers what workers tell."""

from collections.abc import Generator
from datetime import UTC, datetime
from typing import Any

import pytest

from harness.plugin.options import RUN_ID
from harness.runs.place import new_id

# What was found to be a mistake in what was asked, while scenarios were collected.
MISTAKE: pytest.StashKey[str] = pytest.StashKey()
CONTROLLER = "layerproof-controller"


class Controller:
    """Knows nothing of the run itself until a worker tells that it played something."""

    def __init__(self, config: pytest.Config) -> None:
        self.run_id = new_id(datetime.now(UTC))
        self.told: list[dict[str, Any]] = []
        self.mistake = ""
        self._lost = False
        config.stash[RUN_ID] = self.run_id

    @pytest.hookimpl
    def pytest_configure_node(self, node: pytest.Item) -> None:
        """Tells each worker the run's id, which is chosen once."""
        # xdist gives its nodes this attribute; its types do not know it.
        node.workerinput["layerproof_run"] = self.run_id  # type: ignore[attr-defined]

    @pytest.hookimpl
    def pytest_testnodedown(self, node: pytest.Item, error: object) -> None:
        """Gathers what the worker left out, and whether it played anything."""
        output = getattr(node, "workeroutput", {})
        self.mistake = self.mistake or output.get("layerproof_mistake", "")
        told = output.get("layerproof")
        if told:
            self.told.append(told)
        self._lost = self._lost or bool(error)

    @pytest.hookimpl(wrapper=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None]:
        """Refuses what the workers found to be a mistake, once."""
        yield
        if self.mistake:
            session.exitstatus = pytest.ExitCode.USAGE_ERROR
            raise pytest.UsageError(self.mistake)

    def has_work(self) -> bool:
        """Whether there may be a run to judge: a worker played, or died without a word."""
        return bool(self.told) or self._lost


def tell_mistake(session: pytest.Session) -> None:
    """Has a worker tell its controller what was found to be a mistake."""
    output = session.config.workeroutput  # type: ignore[attr-defined] # xdist's
    output["layerproof_mistake"] = session.config.stash[MISTAKE]
