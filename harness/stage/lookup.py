"""Asks Vercel's API for a deployment: by its id, or by any host that leads to it.

`GET /v13/deployments/{idOrUrl}` answers `url` (its own host), `readyState`, and the commit under
`meta` (vercel.com/docs/rest-api, "Get a deployment by ID or URL").
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx

from harness.errors import BadSetting, NotDeployed, TargetUnreachable
from harness.stage.announced import SHA, Deployed, address_of

API = "https://api.vercel.com"
TOKEN, TEAM = "VERCEL_TOKEN", "VERCEL_TEAM_ID"
TIMEOUT_S = 20.0
_UNDER_WAY = ("QUEUED", "BUILDING", "INITIALIZING")
_COMMITS = ("githubCommitSha", "gitlabCommitSha", "bitbucketCommitSha")


class StillBuilding(TargetUnreachable):
    """The deployment is on its way; waiting may help."""


def looked_up(
    name: str,
    environ: Mapping[str, str],
    *,
    api: str = API,
    transport: httpx.BaseTransport | None = None,
) -> Deployed:
    """The deployment of that id or host, when it is ready.

    Raises BadSetting where the API lets nobody in, StillBuilding, NotDeployed for one that failed
    or that nobody knows, TargetUnreachable where nothing answers.
    """
    team = environ.get(TEAM, "")
    asked = f"{api}/v13/deployments/{quote(name, safe='')}" + (f"?teamId={team}" if team else "")
    bearer = {"authorization": f"Bearer {environ.get(TOKEN, '')}"}
    try:
        with httpx.Client(timeout=TIMEOUT_S, transport=transport) as client:
            answer = client.get(asked, headers=bearer)
    except httpx.TransportError as error:
        raise TargetUnreachable(f"Vercel's API does not answer at {api}: {error}.") from error
    if answer.status_code in (401, 403):
        raise BadSetting(
            f"Vercel's API refuses to tell of '{name}': {answer.status_code}. Is {TOKEN} right, "
            f"and {TEAM} where a team owns it?"
        )
    if answer.status_code == 404:
        raise NotDeployed(f"Vercel knows no deployment '{name}'. Is it deleted, or another team's?")
    return _deployed(name, _tree(name, answer))


def _deployed(name: str, tree: Mapping[str, Any]) -> Deployed:
    state = str(tree.get("readyState") or "")
    if state in _UNDER_WAY:
        raise StillBuilding(f"The deployment '{name}' is still {state}.")
    if state != "READY":
        raise NotDeployed(
            f"The deployment '{name}' came to nothing: Vercel says {state or 'nothing'}. See its "
            "build's log."
        )
    meta = tree.get("meta") or {}
    commit = next((str(meta[it]) for it in _COMMITS if meta.get(it)), "")
    where = "Vercel's API"
    url = address_of(str(tree.get("url") or ""), where)
    return Deployed(url, commit if SHA.fullmatch(commit) else "", str(tree.get("id") or ""))


def _tree(name: str, answer: httpx.Response) -> Mapping[str, Any]:
    try:
        tree = answer.json()
    except ValueError:
        tree = None
    if answer.status_code != 200 or not isinstance(tree, Mapping):
        raise TargetUnreachable(
            f"Vercel's API does not tell of '{name}': it answers {answer.status_code}."
        )
    return tree
