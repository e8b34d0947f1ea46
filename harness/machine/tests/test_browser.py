from pathlib import Path

import pytest

from harness.errors import BadSetting, NoBrowser
from harness.machine.browser import Browser, find_browser, is_snap_stub
from harness.machine.tests.shims import browser, program


def find(path: Path, *, full: bool = False, explicit: str | None = None, **more: str) -> Browser:
    return find_browser(full=full, explicit=explicit, environ={"PATH": str(path), **more})


def test_a_headless_shell_is_preferred(tmp_path: Path) -> None:
    browser(tmp_path, "chromium")
    shell = browser(tmp_path, "chromium-headless-shell", version="156.0.8078.79")

    found = find(tmp_path)

    assert (found.path, found.kind, found.version) == (shell, "headless-shell", "156.0.8078.79")


def test_playwrights_own_shell_comes_before_the_systems(tmp_path: Path) -> None:
    browser(tmp_path / "bin", "chromium-headless-shell")
    revision = tmp_path / "cache" / "chromium_headless_shell-1255"
    own = browser(revision, "chrome-headless-shell-linux64/chrome-headless-shell")
    (revision / "INSTALLATION_COMPLETE").touch()

    found = find(tmp_path / "bin", PLAYWRIGHT_BROWSERS_PATH=str(tmp_path / "cache"))

    assert (found.path, found.origin) == (own, "Playwright's headless shell")


def test_a_full_browser_serves_where_there_is_no_shell(tmp_path: Path) -> None:
    chrome = browser(tmp_path, "google-chrome")

    found = find(tmp_path)

    assert (found.path, found.kind) == (chrome, "full")


def test_a_shell_does_not_serve_where_a_full_browser_is_asked_for(tmp_path: Path) -> None:
    browser(tmp_path, "chromium-headless-shell")

    with pytest.raises(NoBrowser, match="No full browser"):
        find(tmp_path, full=True)


def test_a_browser_that_does_not_run_is_passed_over(tmp_path: Path) -> None:
    program(tmp_path, "chromium-headless-shell", "echo libnss3.so is missing >&2; exit 127")
    chromium = browser(tmp_path, "chromium")

    assert find(tmp_path).path == chromium


def test_what_was_refused_and_the_cure_are_said(tmp_path: Path) -> None:
    program(tmp_path, "chromium-headless-shell", "echo libnss3.so is missing >&2; exit 127")
    program(tmp_path, "google-chrome", "echo Firefox 1.0")

    with pytest.raises(NoBrowser) as caught:
        find(tmp_path)

    assert "libnss3.so is missing" in str(caught.value)
    assert "not a Chromium" in str(caught.value)
    assert "playwright install" in str(caught.value)


def test_the_option_comes_before_the_setting(tmp_path: Path) -> None:
    one, two = browser(tmp_path, "one"), browser(tmp_path, "two")

    assert find(tmp_path, LAYERPROOF_BROWSER=str(one)).path == one
    assert find(tmp_path, explicit=str(two), LAYERPROOF_BROWSER=str(one)).path == two
    assert find(tmp_path, explicit="one").path == one


def test_a_wrong_setting_is_never_replaced(tmp_path: Path) -> None:
    browser(tmp_path, "chromium")

    with pytest.raises(BadSetting, match=r"LAYERPROOF_BROWSER names .*nothing"):
        find(tmp_path, LAYERPROOF_BROWSER=str(tmp_path / "nothing"))


def test_a_named_shell_is_no_full_browser(tmp_path: Path) -> None:
    shell = browser(tmp_path, "chromium-headless-shell")

    assert find(tmp_path, explicit=str(shell)).kind == "headless-shell"
    with pytest.raises(BadSetting, match="full browser was asked for"):
        find(tmp_path, explicit=str(shell), full=True)


def test_ubuntus_stub_is_refused(tmp_path: Path) -> None:
    stub = program(tmp_path, "chromium-browser", 'exec /snap/bin/chromium "$@"')

    assert is_snap_stub(stub)
    with pytest.raises(NoBrowser, match="only starts a snap"):
        find(tmp_path)


def test_debians_wrapper_is_no_stub(tmp_path: Path) -> None:
    assert not is_snap_stub(browser(tmp_path, "chromium"))
