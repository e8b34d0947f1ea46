"""Fast 3G: 1,440 kbit/s down, 675 up, 562.5 ms a request.

DevTools' "Fast 3G" until May 2024: 1.6 Mbit/s × 0.9, 750 kbit/s × 0.9, 150 ms × 3.75.
"""

from harness.conditions.condition import BY_SERVER, Condition
from harness.conditions.preset import SLOW_4G, link_condition


def condition(setting: str = "") -> Condition:
    """`fast-3g` takes no setting."""
    return link_condition("fast-3g", setting, SLOW_4G, empty=BY_SERVER)
