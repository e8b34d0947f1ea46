"""One scenario's function, played on whatever stage it is given, as often as there are orders.

What its own asserts say differs from order to order (ids, times), so that an order's outcome names
the statement that does not hold; the whole message of the first is kept.
"""

import ast
import linecache
from typing import Any

import pytest

from harness.model.journey import NotLoaded
from harness.plugin.judging import Bench
from harness.plugin.marking import marking
from harness.plugin.selection import CONDITIONS
from harness.racing.world import Undecided
from harness.stage.stage import Stage


class Telling:
    """`play` is the scenario, as a world plays it."""

    def __init__(self, item: pytest.Function, bench: Bench) -> None:
        self._item = item
        self._bench = bench
        self._said: dict[str, str] = {}

    def play(self, stage: Stage) -> None:
        """Plays it once. Raises AssertionError with the statement that does not hold, Undecided
        where it found no runner to speak of, Unsupported.
        """
        bench, item = self._bench, self._item
        bench.offered, params = stage.capabilities, _params(item)
        stage.need("the scenario", *marking(item).needs)
        stage.under(*bench.proof.conditions(str(params.get(CONDITIONS, ""))))
        bench.named = stage.conditions
        arguments = {it: item.funcargs[it] for it in item._fixtureinfo.argnames}
        try:
            item.obj(**{**arguments, "stage": stage})
        except NotLoaded as error:
            raise Undecided("scenario", str(error).partition("\n")[0]) from error
        except (AssertionError, pytest.fail.Exception) as error:
            statement = self._statement(error)
            self._said.setdefault(statement, str(error))
            raise AssertionError(statement) from error

    def in_full(self, outcome: str) -> str:
        """What the scenario said first where it came to that outcome."""
        return next((it for name, it in self._said.items() if name in outcome), outcome)

    def _statement(self, error: BaseException) -> str:
        """Such as `does not hold: trace.ended is READY`."""
        own, at = str(self._item.path), error.__traceback__
        line = 0
        while at is not None:
            line = at.tb_lineno if at.tb_frame.f_code.co_filename == own else line
            at = at.tb_next
        return f"does not hold: {claimed(linecache.getline(own, line)) or f'line {line}'}"


def claimed(source: str) -> str:
    """The condition of an assert that stands on one line, '' for anything else."""
    try:
        found = ast.parse(source.strip()).body[:1]
    except SyntaxError:
        return ""
    return ast.unparse(found[0].test) if found and isinstance(found[0], ast.Assert) else ""


def _params(item: pytest.Function) -> dict[str, Any]:
    return dict(getattr(getattr(item, "callspec", None), "params", {}))
