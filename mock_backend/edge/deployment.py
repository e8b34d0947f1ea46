"""What is deployed: its hosts, its commit, and the build before, which an alias may still serve.

The edge's word for a build is the header `x-commit`, as an app sets it on all that it answers; the
health page of the build before is the edge's own.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from mock_backend.edge.asked import Asked, Reply
from mock_backend.edge.span import Lasting
from mock_backend.edge.switch import Span

LABEL = 63
"""The most characters of a host's label (RFC 1035, 2.3.4), which long names are cut to."""

HEALTH = "/api/health"
RUNNER = "/interview/"
API = "/v13/deployments/"
_JSON = (("content-type", "application/json"),)


@dataclass(frozen=True, slots=True)
class Names:
    """How the deployment is called. `own` and `alias` are first labels of its hosts."""

    commit: str
    before: str
    id: str
    own: str
    alias: str


def names_of(commit: str, *, long: bool = False) -> Names:
    """The names that follow from a commit; '' has one made up."""
    commit = commit or hashlib.sha1(b"layerproof", usedforsecurity=False).hexdigest()
    digest = hashlib.sha1(commit.encode(), usedforsecurity=False).hexdigest()
    own = f"mock-{digest[:9]}-layerproof"
    own = f"mock-{digest[:9]}-{'layerproof-' * 6}"[:LABEL] if long else own
    padded = own.rstrip("-").ljust(LABEL, "0") if long else own
    return Names(commit, digest, f"dpl_{digest[:28]}", padded, "mock-git-preview-layerproof")


class Builds:
    """Which build answers a request."""

    def __init__(self, names: Names, on: Mapping[str, Span], began_s: float) -> None:
        self._names = names
        self._skewed = "skew" in on
        self._late = Lasting(on["alias"], began_s) if "alias" in on else None

    def commit(self, asked: Asked) -> str:
        """The commit of the build that answers."""
        if asked.label == self._names.alias and self._late is not None:
            return self._names.before if self._late.holds(asked.at_s) else self._names.commit
        if self._skewed and asked.path.startswith(RUNNER):
            return self._names.before
        return self._names.commit


def health(commit: str) -> Reply:
    """What the app's health page says in a build of that commit."""
    return Reply(200, _JSON, json.dumps({"status": "ok", "commit": commit}).encode())


def described(asked: Asked, names: Names, state: str, *, token: str) -> Reply:
    """What the hosting's API says of the deployment, to whoever has its token."""
    if not token or asked.headers.get("authorization") != f"Bearer {token}":
        return _api(403, {"error": {"code": "forbidden", "message": "Not authorized"}})
    port = asked.host.partition(":")[2]
    own, alias = (f"{it}.localhost{f':{port}' if port else ''}" for it in (names.own, names.alias))
    if asked.path.removeprefix(API) not in (names.id, own, alias):
        return _api(404, {"error": {"code": "not_found", "message": "Deployment not found"}})
    meta = {"githubCommitSha": names.commit}
    told = {"id": names.id, "url": own, "readyState": state, "alias": [alias], "meta": meta}
    return _api(200, told)


def _api(status: int, told: Mapping[str, object]) -> Reply:
    return Reply(status, _JSON, json.dumps(told).encode())
