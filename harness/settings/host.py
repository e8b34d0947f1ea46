"""Which hosts may be put under load: this machine, and those that somebody allowed by name."""

from collections.abc import Iterable, Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from harness.errors import BadSetting

ALLOW = "LAYERPROOF_ALLOW_HOST"


def refuse_host(url: str, environ: Mapping[str, str], also: Iterable[str] = ()) -> None:
    """Raises BadSetting unless the URL's host is loopback, named in LAYERPROOF_ALLOW_HOST, or
    among `also`, which is what --allow-host said.

    Naming it as the target is not allowing it. The variable holds host names, with commas.
    """
    host = host_of(url)
    named = [*environ.get(ALLOW, "").split(","), *also]
    allowed = {it.strip().rstrip(".").lower() for it in named}
    if is_loopback(host) or host in allowed:
        return
    raise BadSetting(
        f"Load is not sent to '{host}'. {_reason(host)} If it may be put under load, "
        f"say --allow-host {host}, or set {ALLOW}={host}."
    )


def is_loopback(host: str) -> bool:
    """Whether the host is this machine by its name alone; no name is looked up."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def host_of(url: str) -> str:
    """The host in small letters; raises BadSetting for what is no http address."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadSetting(f"--host '{url}' is no address. Write it like http://127.0.0.1:8080.")
    return parts.hostname.rstrip(".").lower()


def _reason(host: str) -> str:
    if host == "vercel.app" or host.endswith(".vercel.app"):
        return (
            "Vercel allows load tests on Enterprise plans only, and only when they were "
            "announced; anything else may be blocked as an attack, and is billed."
        )
    return "It is not this machine, and a load test that nobody agreed to is an attack."
