"""Virtual time that stands still, as the pages of the leaner driver have it."""

from collections.abc import Callable
from typing import Any

import pytest

from harness.browser.tests.site import Site
from harness.chromium.tests.played import Opened

pytestmark = pytest.mark.browser

Open = Callable[..., Opened]


def visited(opened: Open, site: Site, script: str = "") -> Opened:
    it = opened()
    it.visit(site.page("/", f"<script>window.said = []; {script}</script>"))
    it.still()
    return it


def passed(it: Opened) -> list[Any]:
    """What the page has said after its next timer has come."""
    it.driver.pass_time("tab-1")
    it.still()
    said: list[Any] = it.inside("said")
    return said


def test_a_timer_comes_when_time_passes_and_never_by_itself(opened: Open, site: Site) -> None:
    it = visited(opened, site, "setTimeout(() => said.push('came'), 50)")

    assert it.inside("new Promise((go) => requestAnimationFrame(() => go(said)))") == []
    assert it.still() == {"tab-1": 50}
    assert passed(it) == ["came"]
    assert it.still() == {}


def test_a_timer_of_nothing_is_a_task(opened: Open, site: Site) -> None:
    it = visited(opened, site, "setTimeout(() => said.push('task')); setTimeout(() => {}, 1_000)")

    assert it.inside("said") == ["task"]
    assert it.still() == {"tab-1": 1_000}


def test_timers_come_in_their_order_one_at_a_time(opened: Open, site: Site) -> None:
    waits = ((30, "c"), (10, "a"), (10, "b"))
    script = "; ".join(f"setTimeout(() => said.push('{name}'), {ms})" for ms, name in waits)
    it = visited(opened, site, script)

    assert passed(it) == ["a", "b"], "two that are due at once"
    assert it.still() == {"tab-1": 20}
    assert passed(it) == ["a", "b", "c"]


def test_an_interval_comes_again_and_again(opened: Open, site: Site) -> None:
    it = visited(opened, site, "const id = setInterval(() => said.push(said.length), 500)")

    assert (passed(it), passed(it)) == ([0], [0, 1])
    it.inside("clearInterval(id)")
    assert it.still() == {}


def test_a_cleared_timer_is_not_waited_for(opened: Open, site: Site) -> None:
    it = visited(opened, site, "const id = setTimeout(() => said.push('came'), 50)")

    it.inside("clearTimeout(id)")

    assert it.still() == {}


def test_an_abort_signal_has_virtual_time(opened: Open, site: Site) -> None:
    it = visited(opened, site, "AbortSignal.timeout(3_500).onabort = () => said.push('aborted')")

    assert it.still() == {"tab-1": 3_500}
    assert passed(it) == ["aborted"]


def test_clocks_stand_still_and_jump_with_the_timers(opened: Open, site: Site) -> None:
    it = visited(opened, site, "setTimeout(() => {}, 60_000)")
    clocks = "[Date.now(), new Date().getTime(), performance.now()]"
    before = it.inside(f"new Promise((go) => requestAnimationFrame(() => go({clocks})))")

    later = it.inside(f"new Promise((go) => requestAnimationFrame(() => go({clocks})))")
    assert all(abs(a - b) <= 1 for a, b in zip(before, later, strict=True))
    passed(it)
    jumped = it.inside(clocks)
    assert all(60_000 <= b - a < 60_002 for a, b in zip(before, jumped, strict=True))


def test_a_loop_that_waits_for_the_clock_ends(opened: Open, site: Site) -> None:
    it = visited(opened, site)

    wait = "(() => { const until = {} + 5; while ({} < until); return 'over'; })()"
    for clock in ("Date.now()", "performance.now()"):
        assert it.inside(wait.replace("{}", clock)) == "over"


def test_where_nothing_can_happen_now_runs_ahead(opened: Open, site: Site) -> None:
    it = visited(opened, site)
    it.gates.time_passes = True
    before = it.driver.now()

    it.driver.pump(3_600_000)

    assert it.driver.now() - before >= 3_600


def test_a_ladder_of_waits_costs_no_time(opened: Open, site: Site) -> None:
    climb = "const up = (n) => n && setTimeout(() => (said.push(n), up(n - 1)), 4_000); up(5)"
    it = visited(opened, site, climb)
    it.gates.time_passes = True

    # Each ends with what the page tells, or when nothing can happen any more.
    for _ in range(20):
        it.driver.pump(3_600_000)

    assert it.inside("said") == [5, 4, 3, 2, 1]


def test_in_real_time_now_does_not_run_ahead(opened: Open, site: Site) -> None:
    it = opened(virtual_time=False)
    it.gates.time_passes = True
    it.visit(site.page("/", "<script>setTimeout(() => { window.came = true }, 50)</script>"))

    assert it.driver.until(lambda: it.inside("window.came") is True)
    before = it.driver.now()
    it.driver.pump(20)
    assert it.driver._ahead_s == 0
    assert it.driver.now() >= before
