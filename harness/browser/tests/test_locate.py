from typing import Any

import pytest
from playwright.sync_api import Browser

from harness.browser.locate import locate
from harness.browser.tests.site import Site
from harness.profile.locator import Locator

pytestmark = pytest.mark.browser

PAGE = """
<form><label>Your e-mail <input name=email></label><input placeholder="Search here"></form>
<nav><button>Start</button></nav>
<main data-testid=main><button>Start interview</button><button hidden>Start later</button>
<p>Attempt 2 of 3</p><p class=note>Done</p></main>
"""


@pytest.mark.parametrize(
    ("named", "tags"),
    [
        ({"label": "Your e-mail"}, ["INPUT"]),
        ({"placeholder": "Search"}, ["INPUT"]),
        ({"test_id": "main"}, ["MAIN"]),
        ({"css": "p.note"}, ["P"]),
        ({"text": "attempt 2"}, ["P"]),
        ({"matches": r"Attempt \d of \d"}, ["P"]),
        ({"role": "button"}, ["BUTTON", "BUTTON"]),
        ({"role": "button", "name": "start"}, ["BUTTON", "BUTTON"]),
        ({"role": "button", "name": "Start", "exact": True}, ["BUTTON"]),
        ({"role": "button", "name": "Start", "within": {"css": "main"}}, ["BUTTON"]),
        ({"role": "button", "name": "Start later"}, []),
    ],
)
def test_a_locator_finds_what_is_visible_in_its_way(
    chromium: Browser, site: Site, named: dict[str, Any], tags: list[str]
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(site.page("/", PAGE))

    found = locate(page, Locator.model_validate(named))

    assert found.evaluate_all("its => its.map((it) => it.tagName)") == tags
    context.close()
