"""Slow 3G: 400 kbit/s each way, 2,000 ms a request (DevTools: 500 kbit/s × 0.8, 400 ms × 5)."""

from harness.conditions.condition import BY_SERVER, Condition
from harness.conditions.preset import SLOW_3G, link_condition


def condition(setting: str = "") -> Condition:
    """`slow-3g` takes no setting."""
    return link_condition("slow-3g", setting, SLOW_3G, empty=BY_SERVER)
