"""Who a browser says it is, and how that ends in a run's tag.

A context's option reaches tabs, popups and frames, but neither a service worker's script nor what a
shared worker asks (measured: Chromium 156). A flag of Chromium's reaches all of them, and leaves
its client hints as they are; it has to be known before the browser starts, so that one is started
to be asked.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from harness.stage.tag import tagged

if TYPE_CHECKING:  # the leaner driver uses this module, and starts without Playwright
    from playwright.sync_api import Browser, BrowserType

FLAG = "--user-agent="


def own_agent(browser: "Browser") -> str:
    """The browser's User-Agent as its own pages know it, whichever browser it is."""
    context = browser.new_context()
    try:
        return str(context.new_page().evaluate("navigator.userAgent"))
    finally:
        context.close()


def tagged_options(kind: "BrowserType", options: Mapping[str, Any], tag: str) -> dict[str, Any]:
    """Chromium's launch options, with which whatever it sends is tagged; as they are without a tag.

    An agent that was asked for by the same flag is kept, and ends in the tag.
    """
    if not tag:
        return dict(options)
    browser = kind.launch(**options)
    try:
        agent = tagged(own_agent(browser), tag)
    finally:
        browser.close()
    return {**options, "args": [*options.get("args", ()), FLAG + agent]}


def agent_of(options: Mapping[str, Any]) -> str:
    """The User-Agent that launch options ask for last; '' for the browser's own."""
    said = [it.removeprefix(FLAG) for it in options.get("args", ()) if it.startswith(FLAG)]
    return said[-1] if said else ""
