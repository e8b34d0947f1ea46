from collections.abc import Callable

import pytest

from harness.browser.probes import ClockPlan, Locator, ScreenSpec
from harness.browser.tests.site import Probed, Site

pytestmark = pytest.mark.browser
Make = Callable[..., Probed]

DONE = (ScreenSpec("ready", (Locator(text="done"),)),)
LATE = "let late = false; setTimeout(() => { late = true }, 5000);"
END = "document.body.innerHTML = `done ${late}`"
# Each turn works longer than the clock waits for quiet.
SLICES = """const channel = new MessageChannel();
  let left = 12;
  channel.port1.onmessage = () => {
    for (const until = performance.now() + 8; performance.now() < until;);
    if ((left -= 1) > 0) channel.port2.postMessage(null);
    else %s;
  };
  channel.port2.postMessage(null);"""


def ended(probed: Make, site: Site, script: str) -> str:
    """What the page says in the end."""
    room = probed(clock=ClockPlan(), screens=DONE)
    page = room.open(site.page("/", f"<p>working</p><script>{LATE}{script}</script>"))
    return str(room.await_message(page, "screen", screen="ready")["detail"]["text"])


def test_work_in_slices_is_not_overtaken_by_a_timer(probed: Make, site: Site) -> None:
    assert ended(probed, site, SLICES % END) == "done false"


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
    assert ended(probed, site, f"{endless} setTimeout(() => {{ {END} }}, 6000)") == "done true"
