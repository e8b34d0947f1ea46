"""With which flags the browser is started."""

import pytest
from playwright.sync_api import Playwright

from harness.browser.launch import FAKE_MEDIA, chromium_arguments, free_port, launch_options
from harness.browser.tests.site import Site
from harness.profile.load import load_profile
from harness.profile.profile import Profile


def profile(**hosts: object) -> Profile:
    """The mock's profile with these hosts."""
    known = load_profile("mock")
    changed = known.hosts.model_copy(update=hosts)
    return known.model_copy(update={"hosts": changed})


def test_the_port_is_free() -> None:
    assert 1024 <= free_port() < 65536


def test_hosts_are_mapped_and_blocked_in_one_flag() -> None:
    arguments = chromium_arguments(profile(map={"app.test": "127.0.0.1"}, block=("cdn.test",)), 7)
    assert "--remote-debugging-port=7" in arguments
    assert "--host-resolver-rules=MAP app.test 127.0.0.1,MAP cdn.test ~NOTFOUND" in arguments


def test_media_are_faked_for_whom_they_are_permitted() -> None:
    plain = profile().model_copy(update={"permissions": ()})
    asked = profile().model_copy(update={"permissions": ("microphone",)})
    assert not set(FAKE_MEDIA) & set(chromium_arguments(plain, 7))
    assert set(FAKE_MEDIA) <= set(chromium_arguments(asked, 7))


def test_what_a_person_asked_for_wins() -> None:
    asked = {"args": ["--mute"], "executable_path": "/theirs", "headless": False}
    options = launch_options(asked, executable="/ours", arguments=["--quiet"])
    assert options == {
        "args": ["--quiet", "--mute"],
        "executable_path": "/theirs",
        "headless": False,
    }
    assert "executable_path" not in launch_options(
        {"channel": "chrome"}, executable="/ours", arguments=[]
    )


@pytest.mark.browser
def test_a_camera_is_granted_and_a_blocked_host_is_not_asked(
    playwright: Playwright, browser_path: str, site: Site
) -> None:
    asked = profile(block=("localhost",)).model_copy(update={"permissions": ("camera",)})
    flags = chromium_arguments(asked, free_port())
    browser = playwright.chromium.launch(executable_path=browser_path, args=flags)
    page = browser.new_context(permissions=list(asked.permissions)).new_page()
    page.goto(site.page("/", "camera"))

    tracks = page.evaluate(
        "navigator.mediaDevices.getUserMedia({video: true}).then((it) => it.getTracks().length)"
    )
    blocked = page.evaluate(
        "(url) => fetch(url, {mode: 'no-cors'}).then(() => 'came', (error) => error.name)",
        site.origin.replace("127.0.0.1", "localhost") + "/count",
    )
    browser.close()

    assert (tracks, blocked) == (1, "TypeError")
    assert "GET /count" not in site.asked
