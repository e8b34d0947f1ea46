"""Sets an open run up in a process of Locust's: its shift where users are, its lead where it is
led. `runner` is Locust's; this file does not import it.
"""

import time
from collections.abc import Callable
from typing import Any

from harness.pace.plan import Plan
from harness.swarm.arrivals import Arrivals
from harness.swarm.clock import GeventClock
from harness.swarm.crew import ENDED, HERE, READY, Alone, Crew
from harness.swarm.lead import Lead
from harness.swarm.progress import write_progress
from harness.swarm.run import Run
from harness.swarm.shift import Shift

_CLOCK = GeventClock()
# How long users that are ended may take to go.
_GOES_S = 5.0
_TELLS_S = 1.0


def open_alone(run: Run, runner: Any, plan: Plan) -> None:  # noqa: ANN401 - Locust's
    """This process plays the run by itself."""
    lead: list[Lead] = []
    shift = _shift(
        run,
        runner,
        plan,
        ready=lambda count: lead[0].settled(HERE, count),
        ended=lambda: lead[0].ended(HERE),
    )
    lead.append(_lead(run, plan, Alone(shift)))
    run.shift, run.lead = shift, lead[0]


def open_led(run: Run, plan: Plan, crew: Crew) -> None:
    """This process leads workers."""
    run.lead = _lead(run, plan, crew)


def open_worker(run: Run, runner: Any, plan: Plan) -> None:  # noqa: ANN401 - Locust's
    """This process is a worker of another, which leads."""
    run.shift = _shift(
        run,
        runner,
        plan,
        ready=lambda count: runner.send_message(READY, {"settled": count}),
        ended=lambda: runner.send_message(ENDED, run.page()),
    )


def _shift(
    run: Run,
    runner: Any,  # noqa: ANN401 - Locust's
    plan: Plan,
    *,
    ready: Callable[[int], None],
    ended: Callable[[], None],
) -> Shift:
    def cut_off() -> None:
        runner.user_greenlets.kill(block=True, timeout=_GOES_S)

    return Shift(
        Arrivals(plan, run.book, run.timeline, _CLOCK),
        run.timeline,
        _CLOCK,
        grace_s=plan.grace_s,
        cut_off=cut_off,
        ready=ready,
        ended=ended,
    )


def _lead(run: Run, plan: Plan, crew: Crew) -> Lead:
    told_s = looked_s = 0.0

    def tell() -> None:
        nonlocal told_s
        into = run.brief.progress if run.brief else None
        is_over = run.lead is not None and run.lead.is_over
        run.write_down()
        if into is not None and run.lead and (is_over or time.perf_counter() - told_s >= _TELLS_S):
            told_s = time.perf_counter()
            write_progress(run, into)

    def reason(at_s: float) -> str:
        nonlocal looked_s
        if at_s - looked_s < _TELLS_S:
            return ""
        looked_s = at_s
        return run.reason(at_s)

    return Lead(plan, crew, _CLOCK, users=run.users, reason=reason, tell=tell)
