"""What a profile and the environment add to a browser's command line."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from harness.browser.proxy import proxy_from
from harness.browser.tests.doors import tls_site
from harness.browser.tests.site import Site
from harness.chromium.driver import ChromiumDriver, Tower
from harness.chromium.launch import arguments_for, granted
from harness.chromium.process import running_chromium
from harness.chromium.tests.played import Gates, Opened
from harness.model.event import Phase
from harness.profile.load import load_profile
from harness.stage.driver import RoomPlan, Visa
from harness.stage.log import EventLog

MOCK = load_profile("mock")


def with_hosts(**parts: object) -> list[str]:
    hosts = MOCK.hosts.model_copy(update=parts)
    return arguments_for(MOCK.model_copy(update={"hosts": hosts}))


def test_the_mock_needs_nothing_special() -> None:
    assert arguments_for(MOCK) == []


def test_hosts_are_mapped_and_blocked() -> None:
    rules = with_hosts(map={"app.test": "127.0.0.1:9"}, block=("ads.test",))

    assert rules == ["--host-resolver-rules=MAP app.test 127.0.0.1:9,MAP ads.test ~NOTFOUND"]


def test_devices_are_fake() -> None:
    asked = MOCK.model_copy(update={"permissions": ("camera", "microphone")})

    assert "--use-fake-device-for-media-stream" in arguments_for(asked)
    assert granted(asked.permissions) == ["videoCapture", "audioCapture"]
    assert granted(("gyroscope", "magnetometer", "new-one")) == ["sensors", "new-one"]


def test_a_proxy_is_the_environments() -> None:
    environ = {"HTTPS_PROXY": "http://ann:secret@proxy.test:3128", "NO_PROXY": "in.test"}
    proxy = proxy_from(environ, url="https://app.test")

    said = arguments_for(MOCK, proxy=proxy)

    assert "--proxy-server=http://proxy.test:3128" in said
    [bypass] = [it for it in said if it.startswith("--proxy-bypass-list=")]
    assert bypass.endswith(";in.test;*.in.test")
    assert not [it for it in said if "secret" in it]


def test_a_certificate_and_an_agent() -> None:
    said = arguments_for(MOCK, insecure=True, agent="Layerproof/1 (run r)")

    assert said == ["--ignore-certificate-errors", "--user-agent=Layerproof/1 (run r)"]


@pytest.mark.browser
def test_a_browser_does_what_its_command_line_says(browser_path: str, site: Site) -> None:
    site.page("/", "<p>there</p>")
    port = urlsplit(site.origin).port
    hosts = MOCK.hosts.model_copy(
        update={"map": {"app.test": f"127.0.0.1:{port}"}, "block": ("ads.test",)}
    )
    profile = MOCK.model_copy(update={"hosts": hosts, "permissions": ("microphone",)})
    said = arguments_for(profile, agent="Layerproof/1 (run r)")

    with running_chromium(Path(browser_path), said) as client:
        log = EventLog()
        driver = ChromiumDriver(Tower(client), log)
        room = driver.open_room(RoomPlan("http://app.test", "", profile, Visa()))
        it = Opened(room, driver, log, Gates(()))
        it.visit("http://app.test/")

        assert room.texts("tab-1", "p") == ("there",)
        assert it.inside("navigator.userAgent") == "Layerproof/1 (run r)"
        asked = "fetch('http://ads.test/', {mode: 'no-cors'}).then(() => 'came', (it) => it.name)"
        assert it.inside(asked) == "TypeError"
        room.close()


@pytest.mark.browser
@pytest.mark.parametrize("insecure", [True, False])
def test_a_certificate_that_nobody_signed_is_taken_only_where_that_is_said(
    browser_path: str, tmp_path: Path, *, insecure: bool
) -> None:
    with tls_site(tmp_path) as port:
        hosts = MOCK.hosts.model_copy(update={"map": {"app.test": f"127.0.0.1:{port}"}})
        profile = MOCK.model_copy(update={"hosts": hosts})
        said = arguments_for(profile, insecure=insecure)
        with running_chromium(Path(browser_path), said) as client:
            log = EventLog()
            driver = ChromiumDriver(Tower(client), log)
            room = driver.open_room(RoomPlan("https://app.test", "", profile, Visa()))
            tab = room.new_tab()
            room.goto(tab, "https://app.test/interview/7")

            if insecure:
                assert driver.until(lambda: room.texts(tab, "main") == ("behind",))
            else:
                assert driver.until(lambda: bool(failures(log)))
            assert failures(log) == ([] if insecure else ["net::ERR_CERT_AUTHORITY_INVALID"])


def failures(log: EventLog) -> list[str]:
    return [it.text("reason") for it in log.since(0) if it.kind is Phase.FAIL]
