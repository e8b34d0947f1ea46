"""A browser context with the probes in it, for tests."""

import json
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Page

from harness.browser.probes import BINDING, ProbeConfig, probe_script


@dataclass
class Probed:
    """Collects what the probes push, raw, in order of arrival."""

    context: BrowserContext
    config: ProbeConfig
    messages: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.expose_binding(BINDING, self._take)
        self.context.add_init_script(probe_script(self.config))

    def _take(self, _source: object, text: str) -> None:
        self.messages.append(json.loads(text))

    def open(self, url: str) -> Page:
        page = self.context.new_page()
        page.goto(url)
        return page

    def of(self, what: str) -> list[dict[str, Any]]:
        return [it["detail"] for it in self.messages if it["what"] == what]

    def kinds(self, what: str) -> list[str]:
        return [it["kind"] for it in self.messages if it["what"] == what]

    def await_message(self, page: Page, what: str, **parts: object) -> dict[str, Any]:
        """The first such message; pumps the browser until it is there, at most 5 s."""
        for _ in range(250):
            for it in self.messages:
                if it["what"] == what and parts.items() <= it["detail"].items():
                    return it
            page.wait_for_timeout(20)
        raise AssertionError(f"no {what} {parts} among {self.messages}")
