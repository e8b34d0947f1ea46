"""The proxy that the environment names, as Playwright takes it.

    HTTPS_PROXY, HTTP_PROXY, ALL_PROXY     which proxy; the one for the target's scheme is used
    NO_PROXY                               hosts that are asked without it; * for all

Chromium itself does not read these variables when it is driven, and knows one pair of credentials:
a browser has one proxy, for whatever its pages ask.
"""

import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

# Playwright sends loopback through a proxy, which browsers by themselves do not.
LOOPBACK = ("localhost", "*.localhost", "127.0.0.0/8", "[::1]")


def proxy_from(environ: Mapping[str, str], *, url: str) -> dict[str, str] | None:
    """Playwright's `proxy` option for a target at `url` ('' for the mock); None where none is to
    be used.
    """
    scheme = urlsplit(url).scheme or "http"
    named = {name.lower(): value.strip() for name, value in environ.items() if value.strip()}
    address = named.get(f"{scheme}_proxy") or named.get("all_proxy", "")
    bypass = _hosts(named.get("no_proxy", ""))
    if not address or "*" in bypass:
        return None
    parts = urlsplit(address if "://" in address else f"http://{address}")
    port = f":{parts.port}" if parts.port else ""
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    option = {
        "server": f"{parts.scheme}://{host}{port}",
        "bypass": ",".join(dict.fromkeys((*LOOPBACK, *bypass))),
    }
    if parts.username:
        option |= {"username": unquote(parts.username), "password": unquote(parts.password or "")}
    return option


def _hosts(no_proxy: str) -> tuple[str, ...]:
    """The hosts in Chromium's words: a domain without a wildcard means its subdomains too."""
    found: list[str] = []
    for host in filter(None, re.split(r"[,\s]+", no_proxy)):
        bare = host.removeprefix("*").removeprefix(".")
        if bare and re.search(r"[a-zA-Z]", bare) and ":" not in bare:
            found += [bare, f"*.{bare}"]
        else:
            found.append(host)
    return tuple(found)
