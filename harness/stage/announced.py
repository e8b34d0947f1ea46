"""Which deployment an event is about: GitHub's payload, as a job finds it at GITHUB_EVENT_PATH.

    repository_dispatch   action vercel.deployment.*, client_payload {url, id, state, git {sha}}
    deployment_status     deployment_status {state, environment_url}, deployment {sha}

What it holds was written by others: an address and a commit are taken only where they are such.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from harness.errors import BadSetting, NotDeployed

SHA = re.compile(r"[0-9a-fA-F]{7,64}")
ID = re.compile(r"dpl_[0-9A-Za-z]{1,64}")
PLACE = re.compile(r"[0-9A-Za-z]([0-9A-Za-z.-]*[0-9A-Za-z])?(:[0-9]{1,5})?")
READY = ("ready", "success", "promoted")
UNDER_WAY = ("pending", "in_progress", "queued", "building", "initializing", "waiting")
PREFIX = "vercel.deployment."


@dataclass(frozen=True, slots=True)
class Deployed:
    """One deployment: its own address, the commit that it was built from, and its id; '' for what
    nobody said.
    """

    url: str
    commit: str = ""
    id: str = ""


def deployed_by(text: str, *, where: str) -> Deployed:
    """The deployment that the event in `text` announces.

    Raises BadSetting for what is no such event, and NotDeployed where it says that there is none.
    """
    tree = _tree(text, where)
    if isinstance(tree.get("deployment_status"), Mapping):
        return _of_status(tree, where)
    payload = tree.get("client_payload", tree)
    if isinstance(payload, Mapping) and isinstance(payload.get("git"), Mapping):
        return _of_dispatch(tree, payload, where)
    raise BadSetting(
        f"{where} is neither a deployment_status nor a vercel.deployment event of "
        "repository_dispatch. Give the file at $GITHUB_EVENT_PATH."
    )


def _of_status(tree: Mapping[str, Any], where: str) -> Deployed:
    status, deployment = tree["deployment_status"], tree.get("deployment") or {}
    _refuse(str(status.get("state", "")), where)
    url = status.get("environment_url") or status.get("target_url") or ""
    return _checked(url, deployment.get("sha"), "", where)


def _of_dispatch(tree: Mapping[str, Any], payload: Mapping[str, Any], where: str) -> Deployed:
    action = str(tree.get("action") or "")
    state = payload.get("state") or {}
    said = str(state.get("type", "") if isinstance(state, Mapping) else state)
    # An event that has become ready may still name the state before: what happened counts.
    _refuse(action.removeprefix(PREFIX) if action.startswith(PREFIX) else said, where)
    return _checked(payload.get("url"), payload["git"].get("sha"), payload.get("id"), where)


def _refuse(state: str, where: str) -> None:
    if state in READY:
        return
    if state in UNDER_WAY:
        raise NotDeployed(
            f"{where} says that the deployment is '{state}': wait for the next event."
        )
    raise NotDeployed(
        f"{where} says that there is no deployment to prove, but '{state or 'nothing'}'. See the "
        "build's own log."
    )


def _checked(url: object, commit: object, id_: object, where: str) -> Deployed:
    address = address_of(str(url or ""), where)
    sha, name = str(commit or ""), str(id_ or "")
    if sha and not SHA.fullmatch(sha):
        raise BadSetting(f"{where} names a commit that is none: {sha[:80]!r}.")
    if name and not ID.fullmatch(name):
        raise BadSetting(f"{where} names a deployment that is none: {name[:80]!r}.")
    return Deployed(address, sha, name)


def address_of(text: str, where: str) -> str:
    """The origin of a deployment's address, which may lack its scheme; raises BadSetting."""
    parts = urlsplit(text if "://" in text else f"{_scheme(text)}://{text}")
    if parts.scheme not in ("http", "https") or not PLACE.fullmatch(parts.netloc):
        raise BadSetting(f"{where} names an address that is none: {text[:80]!r}.")
    return f"{parts.scheme}://{parts.netloc}"


def _scheme(host: str) -> str:
    return "http" if host.partition(":")[0].endswith(".localhost") else "https"


def _tree(text: str, where: str) -> Mapping[str, Any]:
    try:
        tree = json.loads(text)
    except ValueError as error:
        raise BadSetting(f"{where} is no JSON: {error}.") from error
    if not isinstance(tree, Mapping):
        raise BadSetting(f"{where} is no event: it holds {type(tree).__name__}.")
    return tree
