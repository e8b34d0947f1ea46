"""Which hosts may be written to: this machine, and those that somebody allowed by name.

Playing an app creates sessions there, through its own starters; load creates many. Naming a host as
the target is not allowing it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from ipaddress import ip_address
from urllib.parse import urlsplit

from harness.errors import BadSetting

ALLOW = "LAYERPROOF_ALLOW_HOST"


@dataclass(frozen=True, slots=True)
class Deed:
    """What is about to be done to a host: `refusal` has the host at `{host}`, `wish` is what it
    would have to be allowed.
    """

    refusal: str
    wish: str


LOAD = Deed("Load is not sent to '{host}'.", "be put under load")
WRITE = Deed("Nothing is played on '{host}'.", "be written to")


def refuse_host(
    url: str, environ: Mapping[str, str], also: Iterable[str] = (), *, deed: Deed = LOAD
) -> None:
    """Raises BadSetting unless the URL's host is loopback, named in LAYERPROOF_ALLOW_HOST, or
    among `also`, which is what --allow-host or the configuration said.

    The variable holds host names, with commas; in each `*` stands for anything, for deployments
    whose names nobody knows beforehand (`app-*-team.vercel.app`).
    """
    host = host_of(url)
    named = [*environ.get(ALLOW, "").split(","), *also]
    if is_loopback(host) or is_among(host, named):
        return
    raise BadSetting(
        f"{deed.refusal.format(host=host)} {_reason(host, deed)} If it may {deed.wish}, "
        f"say --allow-host {host}, or set {ALLOW}={host}, or allow-host in [tool.layerproof]."
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


def is_among(host: str, named: Iterable[str]) -> bool:
    """Whether one of the names is the host's, or has a `*` where the rest of the host's is."""
    return any(fnmatchcase(host, it.strip().rstrip(".").lower()) for it in named)


def _reason(host: str, deed: Deed) -> str:
    if deed is WRITE:
        return "It is not this machine, and what is played creates sessions where it is played."
    if host == "vercel.app" or host.endswith(".vercel.app"):
        return (
            "Vercel allows load tests on Enterprise plans only, and only when they were "
            "announced; anything else may be blocked as an attack, and is billed."
        )
    return "It is not this machine, and a load test that nobody agreed to is an attack."
