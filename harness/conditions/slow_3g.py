"""Slow 3G as DevTools has it: 500 kbit/s each way at 80 %, 400 ms at factor 5."""

from harness.conditions.condition import Condition
from harness.conditions.setting import refuse_setting
from harness.conditions.wire import Link
from harness.model.word import Capability

# Chromium DevTools, front_end/core/sdk/NetworkManager.ts, "Slow 3G conditions".
LINK = Link(down_kbps=400, up_kbps=400, latency_ms=2_000)


def condition(setting: str = "") -> Condition:
    """`slow-3g` takes no setting."""
    refuse_setting("slow-3g", setting)
    return Condition(
        name="slow-3g",
        line="runner.ends",
        needs=frozenset({Capability.THROTTLE}),
        claims=frozenset({"link"}),
        apply=lambda wire: wire.link(LINK),
    )
