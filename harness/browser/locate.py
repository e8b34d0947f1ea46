"""A profile's locator as Playwright's."""

from typing import Any, cast

from playwright.sync_api import Frame, Page
from playwright.sync_api import Locator as Found

from harness.profile.locator import Locator

Scope = Page | Frame | Found


def locate(scope: Scope, locator: Locator) -> Found:
    """What the locator names within `scope`, visible things only; may match nothing, or several."""
    if locator.within is not None:
        scope = locate(scope, locator.within)
    return _found(scope, locator).filter(visible=True)


def _found(scope: Scope, locator: Locator) -> Found:
    if locator.role:
        return _by_role(scope, locator)
    exact = locator.exact
    match locator.way:
        case "label":
            return scope.get_by_label(locator.label, exact=exact)
        case "placeholder":
            return scope.get_by_placeholder(locator.placeholder, exact=exact)
        case "text":
            return scope.get_by_text(locator.text, exact=exact)
        case "matches":
            return scope.locator(f"text=/{locator.matches}/")
        case "test_id":
            return scope.get_by_test_id(locator.test_id)
        case _:
            return scope.locator(locator.css)


def _by_role(scope: Scope, locator: Locator) -> Found:
    # The browser knows the roles; Playwright's literal type of them is no wider than ARIA's.
    role = cast("Any", locator.role)
    if not locator.name:
        return scope.get_by_role(role)
    return scope.get_by_role(role, name=locator.name, exact=locator.exact)
