from pathlib import Path

import pytest

from harness.machine import playwright_cache
from harness.machine.playwright_cache import cache
from harness.machine.tests.shims import browser

SHELL = "chrome-headless-shell-linux64/chrome-headless-shell"


def download(folder: Path, name: str, executable: str, *, whole: bool = True) -> Path:
    path = browser(folder / name, executable)
    if whole:
        (folder / name / "INSTALLATION_COMPLETE").touch()
    return path


def test_the_newest_revision_comes_first(tmp_path: Path) -> None:
    old = download(tmp_path, "chromium_headless_shell-999", SHELL)
    new = download(tmp_path, "chromium_headless_shell-1255", SHELL)

    found = playwright_cache.headless_shells({"PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)})

    assert list(found) == [new, old]


def test_half_a_download_does_not_count(tmp_path: Path) -> None:
    download(tmp_path, "chromium_headless_shell-1255", SHELL, whole=False)

    found = playwright_cache.headless_shells({"PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)})

    assert list(found) == []


def test_a_full_browser_is_not_taken_for_a_shell(tmp_path: Path) -> None:
    full = download(tmp_path, "chromium-1255", "chrome-linux64/chrome")
    environ = {"PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}

    assert list(playwright_cache.full_browsers(environ)) == [full]
    assert list(playwright_cache.headless_shells(environ)) == []


def test_a_cache_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert list(playwright_cache.full_browsers({"HOME": str(tmp_path)})) == []


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("linux", {"HOME": "/h"}, "/h/.cache/ms-playwright"),
        ("linux", {"HOME": "/h", "XDG_CACHE_HOME": "/c"}, "/c/ms-playwright"),
        ("darwin", {"HOME": "/h"}, "/h/Library/Caches/ms-playwright"),
        ("win32", {"USERPROFILE": "/h"}, "/h/AppData/Local/ms-playwright"),
        ("win32", {"USERPROFILE": "/h", "LOCALAPPDATA": "/l"}, "/l/ms-playwright"),
        ("linux", {"HOME": "/h", "PLAYWRIGHT_BROWSERS_PATH": "/p"}, "/p"),
    ],
)
def test_each_platform_has_its_folder(
    platform: str, environ: dict[str, str], expected: str
) -> None:
    assert cache(environ, platform=platform) == Path(expected)


def test_no_home_means_no_cache() -> None:
    assert cache({}, platform="linux") is None


def test_zero_means_inside_playwrights_package() -> None:
    inside = cache({"PLAYWRIGHT_BROWSERS_PATH": "0"})

    assert inside is not None
    assert inside.parts[-4:] == ("playwright", "driver", "package", ".local-browsers")
