"""A mock by other names stands for an application that nobody here has written."""

import os

import pytest

from harness.backend.mock import start_mock
from harness.load.lesson import learnt
from harness.machine.browser import find_browser
from harness.power.renaming import as_toml, renamed
from harness.profile.load import parse_profile, profile_tables
from harness.sentinel.browser import site_of
from harness.sentinel.walk import look_ahead

pytestmark = pytest.mark.browser


def test_two_starts_show_what_a_visitor_without_a_browser_says() -> None:
    mock = start_mock(demo=True, rename=7, controlled=False, timeout_s=120)
    try:
        names = renamed(profile_tables("demo"), mock.names)
        profile = parse_profile(as_toml(names), source="renamed")
        browser = find_browser(full=False, explicit=None, environ=os.environ).path

        shown = look_ahead(
            browser, site_of(mock.url, profile, "run-1", {}), ("owner",), replies=True
        )
    finally:
        mock.stop()

    own = shown.lent["owner"]
    assert own.bearer.startswith("ey")
    assert own.uid
    assert own.until_s > 1_700_000_000
    found = learnt(shown.walks, own.values)
    assert found.create.call == f"POST {profile.api.create[0].where}"
    assert found.start is not None
    assert found.start.call == f"POST {profile.api.start[0].where}"
    assert found.answer is not None
    assert found.payload is not None
    assert found.answer.payload is not None
    assert len({it.url_id for it in shown.walks}) == 2
