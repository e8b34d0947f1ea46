import pytest
from playwright.sync_api import Browser

from harness.browser.tests.site import Site
from harness.browser.worker import install_stale_worker
from harness.profile.load import load_profile
from harness.stage.driver import RoomPlan, Visa

pytestmark = pytest.mark.browser


def test_an_earlier_builds_runner_answers_in_place_of_the_sites(
    chromium: Browser, site: Site
) -> None:
    site.page("/interview/abc", "the build of today")
    site.page("/dashboard", "the dashboard")
    context = chromium.new_context()
    install_stale_worker(context, RoomPlan(site.origin, "", load_profile("mock"), Visa()))
    page = context.new_page()

    page.goto(f"{site.origin}/interview/abc")
    shown = page.locator("body").get_attribute("data-layerproof")
    page.goto(f"{site.origin}/dashboard")

    assert shown == "old runner"
    assert page.locator("body").inner_text() == "the dashboard"
    assert "GET /interview/abc" not in site.asked
    context.close()
