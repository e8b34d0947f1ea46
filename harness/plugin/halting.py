"""Ends a run at the first failure of one of the checks that it was played for.

`--exitfirst` would end it at any failure; who asks whether a certain check fails wants to see past
those of others.
"""

from collections.abc import Collection, Generator

import pytest

from harness.model.run import BROKE
from harness.model.word import Status
from harness.plugin.judging import BENCH
from harness.plugin.outcome import STATUS, Seen


class Halting:
    """`checks` are `invariant:NAME` and `scenario:FILE::FUNCTION`."""

    def __init__(self, checks: Collection[str]) -> None:
        self._checks = frozenset(checks)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Looks when the scenario is over and all that it recorded is judged."""
        report = yield
        if call.when == "teardown" and not self._checks.isdisjoint(failed_in(item)):
            item.session.shouldfail = "what the run was played for has failed"
        return report


def failed_in(item: pytest.Item) -> frozenset[str]:
    """The checks that the scenario has seen fail; itself only where it failed by an assert."""
    bench, seen = item.stash.get(BENCH, None), item.stash.get(STATUS, Seen())
    failed = {f"invariant:{it.invariant}" for it, _ in (bench.broken if bench else ())}
    if seen.status is Status.FAIL and not seen.reason.startswith(BROKE):
        function = item.nodeid.rpartition("::")[2].partition("[")[0]
        failed.add(f"scenario:{item.path.name}::{function}")
    return frozenset(failed)
