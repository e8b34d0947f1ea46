"""Whether a browser's window could be shown here."""

import sys
from collections.abc import Mapping

from harness.errors import BadSetting

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")


def refuse_headed_without_display(
    environ: Mapping[str, str], *, platform: str = sys.platform
) -> None:
    """Raises BadSetting where no display is named; only Linux has machines without one."""
    if platform.startswith("linux") and not any(environ.get(it) for it in SCREENS):
        raise BadSetting(
            f"--headed shows the browser's window, and this machine has no display ({SCREENS[0]} "
            "is not set). Leave --headed out, or begin the command with `xvfb-run`."
        )
