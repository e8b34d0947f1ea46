import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from harness.browser.probes import GATE_BINDING, ClockPlan
from harness.browser.tests.site import Probed, Site

pytestmark = pytest.mark.browser
Make = Callable[..., Probed]

PAGE = """<p>waiting</p><script>
  late = false;
  setTimeout(() => { late = true }, 50_000);
  (async () => { await __gate('other'); await __gate('held'); document.body.innerHTML = late })();
</script>"""


def test_a_page_is_held_until_the_gate_is_opened_and_time_with_it(probed: Make, site: Site) -> None:
    room = probed(gates=("held",), clock=ClockPlan())
    opened: list[asyncio.Event] = []

    async def arrived(_source: object, name: str) -> None:
        assert name == "held"
        opened.append(asyncio.Event())
        await opened[0].wait()

    handler: Any = arrived
    room.context.expose_binding(GATE_BINDING, handler)
    page = room.open(site.page("/", PAGE))

    room.await_message(page, "gate", name="held")
    page.wait_for_function("performance.now() > 300")
    assert room.kinds("gate") == ["begin"]
    opened[0].set()

    room.await_message(page, "screen", text="false")
    assert room.kinds("gate") == ["begin", "ok"]


def test_gates_that_are_not_asked_for_let_pass(probed: Make, site: Site) -> None:
    room = probed(gates=("elsewhere",))
    page = room.open(site.page("/", PAGE))

    assert room.await_message(page, "screen", text="false")
    assert room.of("gate") == []
