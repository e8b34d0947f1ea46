import time

import pytest
from playwright.sync_api import Browser

from harness.browser.pump import pump
from harness.browser.tests.site import LONG_S, Site

pytestmark = pytest.mark.browser


def test_what_a_page_says_arrives_while_it_pumps(chromium: Browser, site: Site) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(site.page("/", "here"))
    said: list[str] = []
    page.on("console", lambda it: said.append(it.text))
    page.evaluate("() => void setTimeout(() => console.log('later'), 20)")

    pump(context, lambda: bool(said), LONG_S * 1_000)

    assert said == ["later"]
    context.close()


def test_it_returns_when_the_limit_is_over(chromium: Browser) -> None:
    context = chromium.new_context()
    began = time.monotonic()

    pump(context, lambda: False, 30)

    assert time.monotonic() - began >= 0.03
    context.close()


def test_it_does_not_wait_for_what_is_there(chromium: Browser) -> None:
    context = chromium.new_context()
    asked: list[int] = []

    pump(context, lambda: not asked.append(1), 60_000)  # type: ignore[func-returns-value] # counted

    assert len(asked) == 1
    context.close()
