"""With which flags the browser is started."""

from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Browser, Error, Playwright

from harness.browser import launch
from harness.browser.launch import (
    DEBUGGING,
    FAKE_MEDIA,
    chromium_arguments,
    debugging_port,
    launch_options,
)
from harness.browser.tests.site import Site
from harness.errors import BrowserLost
from harness.profile.load import load_profile
from harness.profile.profile import Profile


def profile(**hosts: object) -> Profile:
    """The mock's profile with these hosts."""
    known = load_profile("mock")
    changed = known.hosts.model_copy(update=hosts)
    return known.model_copy(update={"hosts": changed})


def test_hosts_are_mapped_and_blocked_in_one_flag() -> None:
    arguments = chromium_arguments(profile(map={"app.test": "127.0.0.1"}, block=("cdn.test",)))
    assert DEBUGGING in arguments
    assert "--host-resolver-rules=MAP app.test 127.0.0.1,MAP cdn.test ~NOTFOUND" in arguments


def test_media_are_faked_for_whom_they_are_permitted() -> None:
    plain = profile().model_copy(update={"permissions": ()})
    asked = profile().model_copy(update={"permissions": ("microphone",)})
    assert not set(FAKE_MEDIA) & set(chromium_arguments(plain))
    assert set(FAKE_MEDIA) <= set(chromium_arguments(asked))


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
    flags = chromium_arguments(asked)
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


class Said:
    """A browser that only says how it was launched."""

    def __init__(self, *arguments: object) -> None:
        self.arguments = arguments

    def new_browser_cdp_session(self) -> "Said":
        return self

    def send(self, _method: str) -> dict[str, str]:
        return {"commandLine": " ".join(["/usr/bin/chromium", *map(str, self.arguments)])}

    def detach(self) -> None:
        """Nothing was attached."""


def port_of(*arguments: object) -> int:
    return debugging_port(cast("Browser", Said(*arguments)))


def test_a_browser_that_chose_its_port_has_written_it_down(tmp_path: Path) -> None:
    home = tmp_path / "a profile"
    home.mkdir()
    (home / "DevToolsActivePort").write_text("4242\n/devtools/browser/x")

    assert port_of(DEBUGGING, f"--user-data-dir={home}", "--no-startup-window") == 4242


def test_the_port_that_a_person_asked_for_is_the_browsers() -> None:
    assert port_of(DEBUGGING, "--remote-debugging-port=9222", "--user-data-dir=/nowhere") == 9222


def test_a_browser_without_a_port_is_lost(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(launch, "PORT_S", 0.0)

    for arguments in ([f"--user-data-dir={tmp_path}"], ["--headless"]):
        with pytest.raises(BrowserLost, match="at which port it can be debugged"):
            port_of(DEBUGGING, *arguments)


def test_a_browser_that_is_gone_by_then_is_lost() -> None:
    class Gone:
        def new_browser_cdp_session(self) -> None:
            raise Error("Target page, context or browser has been closed")

    with pytest.raises(BrowserLost, match="The browser ended before"):
        debugging_port(cast("Browser", Gone()))


def test_what_else_goes_wrong_is_told_as_it_is() -> None:
    class Odd:
        def new_browser_cdp_session(self) -> None:
            raise Error("CDP session is only available in Chromium")

    with pytest.raises(Error, match="only available in Chromium"):
        debugging_port(cast("Browser", Odd()))
