"""A slow processor: everything that tabs compute takes so many times as long.

Four is what DevTools calls "4x slowdown", and Lighthouse's default for a mid-tier phone.
"""

from harness.conditions.condition import BY_SERVER, BY_STORAGE, Condition
from harness.conditions.setting import factor, full_name
from harness.model.word import Capability

FACTOR = 4


def condition(setting: str = "") -> Condition:
    """`slow-cpu` is 4 times slower, `slow-cpu:6x` six times."""
    slowdown = factor("slow-cpu", setting, default=FACTOR)
    return Condition(
        name=full_name("slow-cpu", setting),
        line="runner.stuck",
        needs=frozenset({Capability.THROTTLE}),
        claims=frozenset({"cpu"}),
        apply=lambda wire: wire.cpu(slowdown),
        stored=BY_STORAGE,
        empty=BY_SERVER,
    )
