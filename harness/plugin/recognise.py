"""Which tests are scenarios: those whose fixture `stage` is ours.

Other suites may have a fixture of that name, which is none of our business.
"""

from typing import Any

import pytest

OURS = "harness.plugin.fixtures"


def is_scenario(item: pytest.Item) -> bool:
    """Whether the test plays on our stage, directly or through a fixture that overrides it."""
    return _is_ours(item, "stage")


def needs_browser(item: pytest.Item) -> bool:
    """Whether the test uses the browser as we launch it: a scenario, or who asks for its second
    client.
    """
    return is_scenario(item) or _is_ours(item, "layerproof_cdp")


def _is_ours(item: pytest.Item, fixture: str) -> bool:
    info: Any = getattr(item, "_fixtureinfo", None)  # pytest's, which has no public name
    known = info.name2fixturedefs.get(fixture, ()) if info is not None else ()
    for definition in reversed(known):
        if definition.func.__module__ == OURS:
            return True
        if fixture not in definition.argnames:
            return False
    return False
