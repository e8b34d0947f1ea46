"""Whether a browser's window could be shown here."""

import sys
from collections.abc import Mapping

from harness.errors import BadSetting, NoBrowser

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")


def has_display(environ: Mapping[str, str], *, platform: str = sys.platform) -> bool:
    """Whether a display is named; only Linux has machines without one."""
    return not platform.startswith("linux") or any(environ.get(it) for it in SCREENS)


def refuse_headed_without_display(
    environ: Mapping[str, str], *, platform: str = sys.platform
) -> None:
    """Raises BadSetting where no display is named."""
    if not has_display(environ, platform=platform):
        raise BadSetting(
            f"--headed shows the browser's window, and this machine has no display ({SCREENS[0]} "
            "is not set). Leave --headed out, or begin the command with `xvfb-run`."
        )


def need_window(environ: Mapping[str, str], *, platform: str = sys.platform) -> None:
    """Raises NoBrowser where a person is to act in a window, and no display is named."""
    if not has_display(environ, platform=platform):
        raise NoBrowser(
            "--headed opens a window for you to click through the app, and this machine has no "
            f"display ({SCREENS[0]} is not set): leave --headed out, or run it where there is one."
        )
