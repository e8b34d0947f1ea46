"""How the browser is started: which one, and with which flags."""

import socket
from collections.abc import Mapping, Sequence
from typing import Any

from harness.profile.profile import Profile

# Without these, Chromium looks up hosts that are not there, at every start.
QUIET = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FAKE_MEDIA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")


def free_port() -> int:
    """A loopback port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def chromium_arguments(profile: Profile, debugging_port: int) -> list[str]:
    """The command line of a Chromium that the profile's hosts and permissions are set up in."""
    return [*QUIET, f"--remote-debugging-port={debugging_port}", *profile_arguments(profile)]


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
