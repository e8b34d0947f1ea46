"""How the browser is started: which one, and with which flags."""

import re
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harness.errors import BrowserLost
from harness.profile.profile import Profile

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Without these, Chromium looks up hosts that are not there, at every start.
QUIET = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# The browser chooses the port itself: one that is chosen before may be somebody else's by then.
DEBUGGING = "--remote-debugging-port=0"
PORT_S = 30.0
FAKE_MEDIA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")


def debugging_port(browser: "Browser") -> int:
    """The loopback port at which a second client reaches a Chromium that was launched here, by its
    own command line; raises BrowserLost where it listens at none, or is gone.
    """
    said = _command_line(browser)
    asked = re.findall(r"--remote-debugging-port=(\d+)", said)
    if asked and asked[-1] != "0":
        return int(asked[-1])
    home = re.search(r'--user-data-dir="?(.+?)"?(?= --|$)', said)
    port = _written(Path(home[1]) / "DevToolsActivePort") if home else ""
    if not port:
        raise BrowserLost(
            f"The browser has not said at which port it can be debugged. Was it launched with "
            f"{DEBUGGING}? It was launched with: {said}"
        )
    return int(port)


def _command_line(browser: "Browser") -> str:
    from playwright.sync_api import Error

    from harness.browser.watchdog import is_gone

    try:
        session = browser.new_browser_cdp_session()
        said = str(session.send("SystemInfo.getInfo")["commandLine"])
        session.detach()
    except Error as error:
        if is_gone(error):
            raise BrowserLost("The browser ended before it was asked for anything.") from error
        raise
    return said


def _written(file: Path) -> str:
    """The file's first line, '' where there is none in time: a browser writes it as it starts."""
    ends = time.monotonic() + PORT_S
    while not file.is_file() or not (lines := file.read_text(encoding="utf-8").splitlines()):
        if time.monotonic() > ends:
            return ""
        time.sleep(0.02)
    return lines[0]


def chromium_arguments(profile: Profile) -> list[str]:
    """The command line of a Chromium that the profile's hosts and permissions are set up in, and
    that a second client can debug.
    """
    return [*QUIET, DEBUGGING, *profile_arguments(profile)]


def profile_arguments(profile: Profile) -> list[str]:
    """What the profile's hosts and permissions add to a Chromium's command line."""
    arguments = [*FAKE_MEDIA] if profile.permissions else []
    rules = [f"MAP {host} {address}" for host, address in profile.hosts.map.items()]
    rules += [f"MAP {host} ~NOTFOUND" for host in profile.hosts.block]
    if rules:
        arguments.append(f"--host-resolver-rules={','.join(rules)}")
    return arguments


def launch_options(
    asked: Mapping[str, Any],
    *,
    executable: str,
    arguments: Sequence[str],
    proxy: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """pytest-playwright's launch options with ours beneath: what a person asked for wins."""
    options = dict(asked)
    options["args"] = [*arguments, *options.get("args", [])]
    if executable and not options.get("channel"):
        options.setdefault("executable_path", executable)
    if proxy:
        options.setdefault("proxy", dict(proxy))
    return options
