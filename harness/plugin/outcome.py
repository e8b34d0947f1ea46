"""From what pytest saw of a scenario to its `Check`, and from verdicts to pytest's outcomes.

every invariant holds, the scenario's own asserts too     passed      PASS
an invariant is broken, or an assert of the scenario      failed      FAIL
it could not be found out (a crash, a lost browser, …)    error       UNKNOWN
the target cannot honour it                               skipped     SKIP
"""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from harness.errors import (
    BackendLost,
    LayerproofError,
    NoBrowser,
    NotAdmitted,
    NotSaved,
    NotStarted,
    Unsupported,
)
from harness.invariants.registry import invariant_named
from harness.model.journey import NotLoaded
from harness.model.naming import unjudged
from harness.model.run import Check
from harness.model.word import Status
from harness.plugin.judging import BENCH, Bench, is_inconclusive
from harness.plugin.marking import marking, title
from harness.plugin.proof import proof_of, repeat_command
from harness.plugin.recognise import is_scenario
from harness.plugin.running import BrowserGone
from harness.stage.source import OWNER

HOPELESS = (BackendLost, BrowserGone, NoBrowser, NotSaved)
STATUS: pytest.StashKey["Seen"] = pytest.StashKey()


@dataclass
class Seen:
    """The worst of a scenario's three phases."""

    status: Status = Status.PASS
    reason: str = ""
    detail: str = ""
    duration_s: float = 0.0
    began_at: str = ""


class Outcomes:
    """Hooks around each scenario; other tests are left alone."""

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Generator[None, object, object]:
        """Judges what the scenario recorded, while its tabs are still there."""
        if not is_scenario(pyfuncitem):
            return (yield)
        try:
            result = yield
            if BENCH in pyfuncitem.stash:
                pyfuncitem.stash[BENCH].settle()
        except Unsupported as error:
            pytest.skip(str(error))
        except KeyboardInterrupt:
            if BENCH in pyfuncitem.stash:
                pyfuncitem.stash[BENCH].cut = True
            raise
        except (Exception, pytest.fail.Exception) as error:
            if BENCH in pyfuncitem.stash:
                pyfuncitem.stash[BENCH].note(error)
            raise
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Makes an UNKNOWN an error, adds the command that repeats it, and writes the check."""
        report = yield
        if not is_scenario(item):
            return report
        seen = item.stash.setdefault(STATUS, Seen())
        seen.duration_s += report.duration
        seen.began_at = seen.began_at or _instant(call.start)
        if report.failed and call.excinfo is not None:
            _note_failure(item, seen, report, call.excinfo)
            _stop_where_hopeless(item, call.excinfo.value)
        elif report.skipped and seen.status is Status.PASS:
            seen.status, seen.reason = Status.SKIP, _skip_reason(report)
        if call.when == "teardown":
            _keep(item, _check(item, seen))
        return report


def _note_failure(
    item: pytest.Item,
    seen: Seen,
    report: pytest.TestReport,
    excinfo: pytest.ExceptionInfo[BaseException],
) -> None:
    inconclusive = is_inconclusive(excinfo.value)
    if inconclusive and report.when == "call":
        # pytest knows errors only outside of the call, so the report says that it was not in it.
        report.when = "setup"
    if seen.status is not Status.FAIL:
        seen.status = Status.UNKNOWN if inconclusive else Status.FAIL
        text = str(excinfo.value).strip()
        meant = isinstance(excinfo.value, AssertionError | LayerproofError | NotLoaded)
        kind = "" if meant else f"{excinfo.typename}: "
        seen.reason = kind + (text.partition("\n")[0] or excinfo.typename)
        seen.detail = report.longreprtext
    report.sections.append(("repeat", _repeat(item)))


def _keep(item: pytest.Item, check: Check) -> None:
    try:
        proof_of(item.config).writer.check(check)
    except LayerproofError as error:
        _stop_where_hopeless(item, error)


def _stop_where_hopeless(item: pytest.Item, error: BaseException) -> None:
    """No scenario after this one could show anything: one message, not one for each of them."""
    proof = proof_of(item.config)
    if isinstance(error, HOPELESS) or proof.gone is error or _is_without_owner(error):
        proof.lose(error)
        item.session.shouldstop = str(error)


def _is_without_owner(error: BaseException) -> bool:
    """Whether there is nobody, or no session, for most scenarios to be about."""
    return isinstance(error, NotAdmitted | NotStarted) and error.visitor == OWNER


def _check(item: pytest.Item, seen: Seen) -> Check:
    marks, bench = marking(item), item.stash.get(BENCH, None)
    params = getattr(getattr(item, "callspec", None), "params", {})
    conditions = bench.conditions if bench else ()
    starter = str(params.get("starter", ""))
    return Check(
        id=item.nodeid,
        title=title(item),
        file=item.path.name,
        status=seen.status,
        reason=seen.reason,
        starter=starter,
        proves=marks.proves,
        suppressed=marks.suppressed,
        conditions=conditions,
        promises=_kept_promises(_made_for(item, starter), bench),
        journeys=tuple(bench.journeys) if bench else (),
        duration_s=round(seen.duration_s, 3),
        began_at=seen.began_at,
        detail=seen.detail,
        repeat=_repeat(item),
        attachments=dict(bench.attachments) if bench else {},
    )


def _instant(epoch_s: float) -> str:
    return datetime.fromtimestamp(epoch_s, UTC).isoformat(timespec="milliseconds")


def _made_for(item: pytest.Item, starter: str) -> tuple[str, ...]:
    """The promises that the scenario makes for this starter."""
    marks, known = marking(item), proof_of(item.config).profile.starters
    own = known[starter].opens if starter in known else ""
    return tuple(it for it in marks.promises if marks.opens.get(it, "") in ("", own))


def _kept_promises(promised: tuple[str, ...], bench: Bench | None) -> tuple[str, ...]:
    """Those that this target, and what its profile names, can give anything to look at."""
    offered = bench.capabilities if bench is not None else None
    if bench is None or offered is None:
        return promised
    named = (invariant_named(it) for it in promised)
    unnamed = bench.proof.rules.unnamed
    return tuple(it.name for it in named if it.needs <= offered and not unjudged(it.keys, unnamed))


def _repeat(item: pytest.Item) -> str:
    bench = item.stash.get(BENCH, None)
    order = bench.raced.calmest if bench is not None and bench.raced is not None else ""
    options = proof_of(item.config).options
    return repeat_command(options, only=item.name, test=item.nodeid, order=order)


def _skip_reason(report: pytest.TestReport) -> str:
    longrepr = report.longrepr
    text = longrepr[2] if isinstance(longrepr, tuple) else str(longrepr)
    return text.removeprefix("Skipped: ")
