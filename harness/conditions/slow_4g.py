"""Slow 4G: 1,440 kbit/s down, 675 up, 562.5 ms a request.

DevTools' "Slow 4G": 1.6 Mbit/s × 0.9, 750 kbit/s × 0.9, 150 ms × 3.75; what it called "Fast 3G".
"""

from harness.conditions.condition import BY_SERVER, Condition
from harness.conditions.preset import SLOW_4G, link_condition


def condition(setting: str = "") -> Condition:
    """`slow-4g` takes no setting."""
    return link_condition("slow-4g", setting, SLOW_4G, empty=BY_SERVER)
