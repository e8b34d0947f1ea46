"""Chromium DevTools' throttling presets, in its own arithmetic.

The numbers are those of `Slow3GConditions` and `Slow4GConditions` in DevTools'
`front_end/core/sdk/NetworkManager.ts`. A preset is named after what a person would measure (500
kbit/s, 400 ms of round trip) and is set to less bandwidth and more latency: DevTools delays whole
requests, not packets, and the factors make up for the round trips of TCP and TLS that it does not
slow. So a request under "Slow 3G" waits 2,000 ms, and not 400.

What used to be called "Fast 3G" has been "Slow 4G" since May 2024 (crbug.com/342406608), with the
same numbers; both names are kept here.
"""

from harness.conditions.condition import BY_STORAGE, Condition, End
from harness.conditions.setting import refuse_setting
from harness.conditions.wire import Link
from harness.model.word import Capability

SLOW_3G = Link(down_kbps=500 * 0.8, up_kbps=500 * 0.8, latency_ms=400 * 5)
SLOW_4G = Link(down_kbps=1_600 * 0.9, up_kbps=750 * 0.9, latency_ms=150 * 3.75)


def link_condition(name: str, setting: str, link: Link, *, empty: End) -> Condition:
    """The condition that gives every tab this link; it takes no setting."""
    refuse_setting(name, setting)
    return Condition(
        name=name,
        line="runner.stuck",
        needs=frozenset({Capability.THROTTLE}),
        claims=frozenset({"link"}),
        apply=lambda wire: wire.link(link),
        stored=BY_STORAGE,
        empty=empty,
    )
