"""The browser blocks popups: `window.open` gives null, and no tab appears."""

from harness.conditions.condition import Condition
from harness.conditions.setting import refuse_setting


def condition(setting: str = "") -> Condition:
    """`popup-blocked` takes no setting; a headless browser never blocks one by itself."""
    refuse_setting("popup-blocked", setting)
    return Condition(
        name="popup-blocked",
        line="starter.blocked",
        needs=frozenset(),
        claims=frozenset({"popups"}),
        apply=lambda wire: wire.popups(blocked=True),
        emulated="a script lets window.open return null",
    )
