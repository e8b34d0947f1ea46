import threading
import time
from collections.abc import Callable, Iterator

import pytest

from harness.browser.probes import ClockPlan, Locator, ScreenSpec
from harness.browser.tests.site import Handler, Probed, Site

pytestmark = pytest.mark.browser
Make = Callable[..., Probed]

LATER = "setTimeout(() => { document.body.innerHTML = 'done' }"
DONE = (ScreenSpec("ready", (Locator(text="done"),)),)


@pytest.fixture
def held(site: Site) -> Iterator[threading.Event]:
    """Holds the answers of /held until it is set; never longer than the test."""
    let_go = threading.Event()

    def hold(it: Handler) -> None:
        let_go.wait(20)
        it.answer(200, '"late"')

    site.answers["/held"] = hold
    yield let_go
    let_go.set()


def jumps(probed: Probed) -> list[float]:
    return [it["jump_ms"] for it in probed.of("clock")]


class Passed:
    """Real time, in ms, from here on: a page can have waited so long in earnest, and no longer."""

    def __init__(self) -> None:
        self._began_s = time.monotonic()

    @property
    def ms(self) -> float:
        return (time.monotonic() - self._began_s) * 1_000


RETRIES = """<p>working</p><script>
  const began = performance.now(), day = Date.now();
  const log = [];
  const note = (what) => log.push([what, Math.round(performance.now() - began), Date.now() - day]);
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  (async () => {
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await fetch('/api/fails').then((it) => it.text());
      note('attempt');
      await pause(attempt * 1000);
    }
    document.body.innerHTML = 'done';
  })();
</script>"""


def test_waits_between_attempts_cost_nothing_and_are_kept(probed: Make, site: Site) -> None:
    site.answers["/api/fails"] = lambda it: it.answer(503, "{}")
    room = probed(clock=ClockPlan(), screens=DONE)
    really = Passed()
    page = room.open(site.page("/", RETRIES))

    ready = room.await_message(page, "screen", screen="ready")

    times = [it[1] for it in page.evaluate("log")]
    assert 1000 <= times[1] - times[0] <= 1000 + really.ms
    assert 2000 <= times[2] - times[1] <= 2000 + really.ms
    assert abs(page.evaluate("log[2][1] - log[2][2]")) <= really.ms
    assert 6000 <= ready["t"] <= 6000 + really.ms
    assert 6000 - really.ms <= sum(jumps(room)) <= 6001  # sums of rounded ms
    assert len(jumps(room)) <= 3, "one for each wait, but for one that was over in earnest"
    assert [it["t"] for it in room.messages] == sorted(it["t"] for it in room.messages)


LEAVES = (
    "<p>working</p><script>"
    + LATER
    + """, 60_000);
  addEventListener('load', () => setTimeout(() => { location.href = '/next' }, 1));
</script>"""
)


def test_a_page_that_leaves_lets_no_time_pass(probed: Make, site: Site) -> None:
    def slowly(it: Handler) -> None:
        threading.Event().wait(0.6)
        it.answer(200, "<p>next</p>", "text/html")

    site.answers["/next"] = slowly
    # On a screen that is an end the next page lets no time pass either.
    room = probed(clock=ClockPlan(), screens=(*DONE, ScreenSpec("error", (Locator(text="next"),))))
    page = room.open(site.page("/", LEAVES))

    room.await_message(page, "screen", screen="error")

    assert sum(jumps(room)) < 60


def test_a_page_that_was_sent_nowhere_goes_on(probed: Make, site: Site) -> None:
    site.answers["/next"] = lambda it: it.answer(204, "", "text/html")
    room = probed(clock=ClockPlan(), screens=DONE)
    page = room.open(site.page("/", LEAVES))

    assert room.await_message(page, "screen", screen="ready")["t"] >= 60_000


def test_a_request_on_its_way_stops_time(probed: Make, site: Site, held: threading.Event) -> None:
    room = probed(clock=ClockPlan(), screens=DONE)
    really = Passed()
    page = room.open(
        site.page(
            "/",
            "<script>late = false; setTimeout(() => { late = true }, 50_000);"
            "fetch('/held').then((it) => it.text()).then(() => { document.body.innerHTML = late })"
            "</script>",
        )
    )

    room.await_message(page, "request", url=f"{site.origin}/held")
    page.wait_for_function("performance.now() > 400")
    assert jumps(room) == []
    held.set()

    assert room.await_message(page, "screen", text="false")
    page.wait_for_function("late")
    assert jumps(room)[0] >= 50_000 - really.ms


def test_a_hung_request_does_not(probed: Make, site: Site, held: threading.Event) -> None:
    room = probed(clock=ClockPlan(hung_patterns=("/held$",)), screens=DONE)
    really = Passed()
    page = room.open(
        site.page(
            "/",
            "<script>fetch('/held', {signal: AbortSignal.timeout(3500)})"
            ".catch((error) => { document.body.innerHTML = 'done ' + error.name })</script>",
        )
    )

    ready = room.await_message(page, "screen", screen="ready")

    assert ready["detail"]["text"] == "done TimeoutError"
    assert 3500 - really.ms <= sum(jumps(room)) <= 3501  # sums of rounded ms
    assert ready["t"] <= 3500 + really.ms
    assert not held.is_set()


def test_time_flows_again_on_a_final_screen(probed: Make, site: Site) -> None:
    room = probed(clock=ClockPlan(), screens=DONE)
    page = room.open(
        site.page("/", "done<script>setTimeout(() => { window.fired = 1 }, 9000)</script>")
    )

    page.wait_for_function("performance.now() > 400")

    assert jumps(room) == []
    assert page.evaluate("window.fired") is None


def test_timers_fire_in_order_alone_and_can_be_cleared(probed: Make, site: Site) -> None:
    room = probed(clock=ClockPlan(), screens=DONE)
    page = room.open(
        site.page(
            "/",
            """<p>working</p><script>
              const log = [];
              const told = (what) => () => log.push(what);
              setTimeout(told('b'), 2000); setTimeout(told('c'), 2000); setTimeout(told('a'), 1000);
              const never = setTimeout(told('never'), 1500);
              let ticks = 0;
              const ticking = setInterval((by) => {
                log.push(`tick ${ticks += by}`);
                if (ticks === 2) clearTimeout(ticking);
              }, 600, 1);
              setTimeout(() => clearInterval(never), 900);
              setTimeout(() => { document.body.innerHTML = 'done' }, 4000);
            </script>""",
        )
    )

    room.await_message(page, "screen", screen="ready")

    assert page.evaluate("log") == ["tick 1", "a", "tick 2", "b", "c"]


def test_nothing_awaited_means_that_nothing_will_happen(probed: Make, site: Site) -> None:
    room = probed(clock=ClockPlan(horizon_ms=16_000), screens=DONE)
    page = room.open(site.page("/", "<p>working, for ever</p>"))

    told = room.await_message(page, "clock", awaited=False)

    assert told["detail"]["jump_ms"] == 16_000
    assert page.evaluate("performance.now()") > 16_000
    assert len(jumps(room)) == 1


def test_a_horizon_ends_it(probed: Make, site: Site) -> None:
    room = probed(clock=ClockPlan(horizon_ms=3_000), screens=DONE)
    page = room.open(site.page("/", "<script>setInterval(() => {}, 1000)</script>x"))

    room.await_message(page, "clock")
    page.wait_for_function("performance.now() > 3400")

    assert 0 < sum(jumps(room)) <= 3_001  # sums of rounded ms


def test_what_else_is_on_its_way_stops_time(probed: Make, site: Site) -> None:
    room = probed(clock=ClockPlan(), screens=DONE)
    page = room.open(
        site.page(
            "/",
            """<p>working</p><script>
              let late = false;
              setTimeout(() => { late = true }, 50_000);
              const open = indexedDB.open('db', 1);
              open.onupgradeneeded = () => open.result.createObjectStore('s');
              open.onsuccess = () => {
                const write = open.result.transaction('s', 'readwrite');
                for (let n = 0; n < 300; n += 1) write.objectStore('s').put('x'.repeat(9999), n);
                write.oncomplete = async () => {
                  await crypto.subtle.generateKey({name: 'RSA-OAEP', modulusLength: 2048,
                    publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256'}, true, ['decrypt']);
                  document.body.innerHTML = `done ${late}`;
                };
              };
            </script>""",
        )
    )

    ready = room.await_message(page, "screen", screen="ready")

    assert ready["detail"]["text"] == "done false"


def test_the_harness_may_refuse_a_jump(probed: Make, site: Site) -> None:
    room = probed(clock=ClockPlan(ask=True), screens=DONE)
    asked: list[float] = []

    def reply(message: dict[str, object]) -> bool | None:
        if (message["what"], message["kind"]) != ("clock", "begin"):
            return None
        asked.append(1)
        return len(asked) > 3

    room.reply = reply
    page = room.open(site.page("/", f"x<script>{LATER}, 5000)</script>"))

    room.await_message(page, "screen", screen="ready")
    assert len(asked) == 4


def test_the_timeline_dates_and_errors_stay_plausible(probed: Make, site: Site) -> None:
    room = probed(clock=ClockPlan(), screens=DONE)
    page = room.open(
        site.page(
            "/",
            "<script>setTimeout(() => { document.body.innerHTML = 'done';"
            "throw new Error('in timer') }, 5000)</script>",
        )
    )
    room.await_message(page, "screen", screen="ready")

    found = page.evaluate(
        """() => ({
          navigation: performance.getEntriesByType('navigation').length === 1,
          date: Date.now() <= new Date() && new Date() <= Date.now() && new Date() instanceof Date,
          given: new Date(0).getTime() === 0 && new Date(2020, 1).getMonth() === 1,
          utc: Date.UTC(1970, 0) === 0,
          words: typeof Date() === 'string' && Date.parse(Date()) > 1.6e12,
          derived: new (class extends Date {})(7).getTime() === 7,
          text: setTimeout('window.said = 1') > 0,
        })"""
    )

    assert [name for name, holds in found.items() if not holds] == []
    assert room.await_message(page, "page-error")["detail"]["message"].startswith("Error: in timer")
    page.wait_for_function("window.said === 1")


def test_it_stands_still_until_armed(probed: Make, site: Site) -> None:
    room = probed(clock=ClockPlan(path="^/run/"), screens=DONE)
    page = room.open(site.page("/", f"x<script>{LATER}, 60e3)</script>"))
    page.wait_for_function("performance.now() > 300")
    assert jumps(room) == []

    page.evaluate("window.__layerproof_clock.arm(true)")

    room.await_message(page, "screen", screen="ready")
