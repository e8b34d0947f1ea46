"""The mock application behind the edge, as its command and the environment ask for it."""

import asyncio
import time
from collections.abc import Mapping, Sequence

from starlette.types import ASGIApp

from mock_backend.edge.deployment import Names, names_of
from mock_backend.edge.edge import Edge, Plan, Time
from mock_backend.edge.issuer import KEYS, TOKENS
from mock_backend.edge.switch import parse
from mock_backend.routes.health import commit

SECRET, API_TOKEN = "VERCEL_AUTOMATION_BYPASS_SECRET", "VERCEL_TOKEN"
GUARDED = ("protection", "oidc")


class NoSecret(Exception):
    """Protection without a secret, by which nobody could be let in."""


def plan_of(switches: Sequence[str], environ: Mapping[str, str]) -> Plan:
    """The plan of these switches; raises UnknownSwitch and NoSecret."""
    on = parse(switches)
    secret = environ.get(SECRET, "")
    guarded = next((it for it in GUARDED if it in on), "")
    if guarded and not secret:
        raise NoSecret(f"the edge's '{guarded}' needs a secret to know: set {SECRET}")
    names = names_of(commit(), long="long-host" in on)
    return Plan(on, secret, environ.get(API_TOKEN, ""), names)


def before(inner: ASGIApp, plan: Plan) -> Edge:
    """The application behind the edge, in real time."""
    return Edge(inner, plan, Time(time.monotonic, time.time, asyncio.sleep))


def announced(url: str, names: Names) -> dict[str, str]:
    """What the deployment is called, once it is served at this address."""
    port = url.rpartition(":")[2]
    own, alias = (f"http://{it}.localhost:{port}" for it in (names.own, names.alias))
    return {
        "url": own,
        "alias": alias,
        "deployment": names.id,
        "commit": names.commit,
        "before": names.before,
        "api": url,
        "tokens": url + TOKENS,
        "keys": url + KEYS,
    }
