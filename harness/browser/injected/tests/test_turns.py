import threading
from collections.abc import Callable, Iterator

import pytest

from harness.browser.probes import ClockPlan, Locator, ScreenSpec
from harness.browser.tests.site import Handler, Probed, Site

pytestmark = pytest.mark.browser
Make = Callable[..., Probed]

DONE = (ScreenSpec("ready", (Locator(text="done"),)),)
LATE = "let late = false; setTimeout(() => { late = true }, 50_000);"
END = "document.body.innerHTML = `done ${late}`"
# Each turn works longer than the clock waits for quiet.
SLICES = """const channel = new MessageChannel();
  let left = 6;
  channel.port1.onmessage = () => {
    for (const until = performance.now() + 8; performance.now() < until;);
    if ((left -= 1) > 0) channel.port2.postMessage(null);
    else %s;
  };
  channel.port2.postMessage(null);"""


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


def ended(probed: Make, site: Site, script: str, *, hold_ms: float = 5_000) -> str:
    """What the page says in the end."""
    room = probed(clock=ClockPlan(hold_ms=hold_ms), screens=DONE)
    page = room.open(site.page("/", f"<p>working</p><script>{LATE}{script}</script>"))
    return str(room.await_message(page, "screen", screen="ready")["detail"]["text"])


def test_work_in_slices_is_not_overtaken_by_a_timer(probed: Make, site: Site) -> None:
    assert ended(probed, site, SLICES % END) == "done false"


def test_slices_after_a_longer_wait_count_as_well(
    probed: Make, site: Site, held: threading.Event
) -> None:
    script = f"fetch('/held').then((it) => it.text()).then(() => {{ {SLICES % END} }})"
    room = probed(clock=ClockPlan(hold_ms=1_000), screens=DONE)
    page = room.open(site.page("/", f"<p>working</p><script>{LATE}{script}</script>"))

    page.wait_for_function("performance.now() > 1_200")
    held.set()

    ready = room.await_message(page, "screen", screen="ready")
    assert ready["detail"]["text"] == "done false"


def test_frames_are_waited_for(probed: Make, site: Site) -> None:
    script = f"let n = 0; const turn = () => (n += 1) < 4 ? requestAnimationFrame(turn) : ({END});"

    assert ended(probed, site, f"{script} turn()") == "done false"


def test_an_idle_callback_is_waited_for(probed: Make, site: Site) -> None:
    assert ended(probed, site, f"requestIdleCallback(() => {{ {END} }})") == "done false"


@pytest.mark.parametrize(
    "endless",
    [
        "const turn = () => requestAnimationFrame(turn); turn();",
        "const it = new MessageChannel(); it.port1.onmessage = () => it.port2.postMessage(0);"
        "it.port2.postMessage(0);",
        "cancelAnimationFrame(requestAnimationFrame(() => {}));",
    ],
)
def test_turns_without_end_do_not_stop_time(probed: Make, site: Site, endless: str) -> None:
    script = f"{endless} setTimeout(() => {{ {END} }}, 55_000)"

    assert ended(probed, site, script, hold_ms=300) == "done true"
