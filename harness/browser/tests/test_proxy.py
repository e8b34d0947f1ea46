from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Playwright

from harness.browser.launch import launch_options
from harness.browser.proxy import LOOPBACK, proxy_from
from harness.browser.tests.doors import Proxy, connect_proxy, tls_site
from harness.errors import TargetUnreachable
from harness.stage.ask import ask

OURS = ",".join(LOOPBACK)


@pytest.mark.parametrize(
    ("environ", "server"),
    [
        ({"HTTPS_PROXY": "http://proxy:3128"}, "http://proxy:3128"),
        ({"https_proxy": "proxy:3128"}, "http://proxy:3128"),
        ({"ALL_PROXY": "socks5://proxy:1080"}, "socks5://proxy:1080"),
        ({"HTTPS_PROXY": "http://a:1", "ALL_PROXY": "http://b:2"}, "http://a:1"),
        ({"HTTPS_PROXY": "http://[::1]:3128/"}, "http://[::1]:3128"),
    ],
)
def test_the_proxy_for_the_targets_scheme_is_used(environ: Mapping[str, str], server: str) -> None:
    assert proxy_from(environ, url="https://app.test") == {"server": server, "bypass": OURS}


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"HTTP_PROXY": "http://proxy:3128"},
        {"HTTPS_PROXY": " "},
        {"HTTPS_PROXY": "http://proxy:3128", "NO_PROXY": "*"},
    ],
)
def test_without_one_for_that_scheme_none_is(environ: Mapping[str, str]) -> None:
    assert proxy_from(environ, url="https://app.test") is None


def test_hosts_without_a_proxy_are_told_with_their_subdomains() -> None:
    environ = {"HTTP_PROXY": "http://p:1", "NO_PROXY": "example.test, .corp.test,10.0.0.0/8 a.b:80"}

    found = proxy_from(environ, url="")

    assert found is not None
    told = "example.test,*.example.test,corp.test,*.corp.test,10.0.0.0/8,a.b:80"
    assert found["bypass"] == f"{OURS},{told}"


def test_a_login_is_taken_out_of_the_address() -> None:
    found = proxy_from({"HTTPS_PROXY": "http://ann:p%40ss@proxy:3128"}, url="https://app.test")

    assert found == {
        "server": "http://proxy:3128",
        "bypass": OURS,
        "username": "ann",
        "password": "p@ss",
    }


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    with tls_site(tmp_path) as found:
        yield found


@pytest.fixture
def proxy(port: int) -> Iterator[Proxy]:
    with connect_proxy(port) as found:
        yield found


@pytest.fixture
def behind(playwright: Playwright, browser_path: str, proxy: Proxy) -> Iterator[Browser]:
    option = proxy_from({"HTTPS_PROXY": f"http://127.0.0.1:{proxy.port}"}, url="https://app.test")
    options = launch_options({}, executable=browser_path, arguments=(), proxy=option)
    browser = playwright.chromium.launch(**options)
    yield browser
    browser.close()


@pytest.mark.browser
def test_a_site_behind_proxy_and_certificate_is_reached_in_a_popup_too(
    behind: Browser, proxy: Proxy
) -> None:
    page = behind.new_context(ignore_https_errors=True).new_page()

    page.goto("https://app.test/")
    with page.expect_popup() as popup:
        page.evaluate("void window.open('/other')")

    assert popup.value.locator("main").inner_text() == "behind"
    assert set(proxy.asked) == {"app.test:443"}


@pytest.mark.browser
def test_a_certificate_that_nobody_signed_is_refused_by_default(behind: Browser) -> None:
    with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
        behind.new_context().new_page().goto("https://app.test/")


@pytest.mark.browser
def test_loopback_is_asked_without_the_proxy(behind: Browser, proxy: Proxy, port: int) -> None:
    page = behind.new_context(ignore_https_errors=True).new_page()

    page.goto(f"https://127.0.0.1:{port}/")

    assert page.locator("main").inner_text() == "behind"
    assert proxy.asked == []


def test_without_a_browser_it_is_reached_the_same_way(
    monkeypatch: pytest.MonkeyPatch, proxy: Proxy
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "NO_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.port}")

    assert ask("https://app.test", "GET", "/", headers={}, insecure=True).status == 200
    assert proxy.asked == ["app.test:443"]
    with pytest.raises(TargetUnreachable, match="CERTIFICATE_VERIFY_FAILED"):
        ask("https://app.test", "GET", "/", headers={})
