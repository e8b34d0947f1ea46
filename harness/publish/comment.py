"""One comment for each pull request, changed in place.

It begins with a mark that nobody sees. A mark alone is not enough, because anybody may write one
into a comment of their own: what is changed must also be written by the token's owner, or, where
the token is an app's (the job's own is one) and cannot ask who it is, by an app.
"""

import re
from collections.abc import Iterator

from harness.errors import NotTold, TellingRefused
from harness.publish.api import Api, Tree
from harness.publish.occasion import Occasion
from harness.publish.text import fitted

LONGEST = 65_000  # GitHub takes 65,536 characters
NOTE = "… cut here: the rest is in the job's summary and in the report."


def mark(context: str) -> str:
    """The first line of our comments; two contexts have a comment each."""
    return f"<!-- layerproof: {re.sub(r'[^A-Za-z0-9 ._/()]', '_', context)} -->"


def pull_requests(api: Api, occasion: Occasion) -> list[int]:
    """The open pull requests that end in this commit; raises TellingRefused, NotTold.

    One that has moved on is none of them: its comment speaks of a newer commit, or soon will.
    """
    home = f"/repos/{occasion.repository}"
    if occasion.pull_request is not None:
        found = [api.get(f"{home}/pulls/{occasion.pull_request}")]
    else:
        found = list(api.all(f"{home}/commits/{occasion.commit}/pulls"))
    return [
        int(it["number"])
        for it in found
        if it.get("state") == "open" and it.get("head", {}).get("sha") == occasion.commit
    ]


def tell_comment(api: Api, repository: str, number: int, context: str, body: str) -> str:
    """Writes the comment, or changes it where it is there; its address. Raises TellingRefused,
    NotTold.
    """
    text = f"{mark(context)}\n{fitted(body, LONGEST - 200, NOTE, size=len)}"
    path = f"/repos/{repository}/issues/{number}/comments"
    owner = _owner(api)
    found = _ours(api, path, context, owner)
    if found is None:
        return _created(api, path, context, owner, text)
    return _changed(api, repository, found, text)


def _created(api: Api, path: str, context: str, owner: str | None, text: str) -> str:
    """A new comment. Where the answer is lost, it is looked for, and not written twice."""
    try:
        return str(api.put("POST", path, {"body": text}, again=False).get("html_url", ""))
    except NotTold:
        found = _ours(api, path, context, owner)
        if found is None or found.get("body") != text:
            raise
        return str(found.get("html_url", ""))


def _changed(api: Api, repository: str, found: Tree, text: str) -> str:
    path = f"/repos/{repository}/issues/comments/{int(found['id'])}"
    return str(api.put("PATCH", path, {"body": text}, again=True).get("html_url", ""))


def _ours(api: Api, path: str, context: str, owner: str | None) -> Tree | None:
    """The oldest comment that is ours."""
    return next(_marked(api, path, context, owner), None)


def _marked(api: Api, path: str, context: str, owner: str | None) -> Iterator[Tree]:
    for it in api.all(path):
        author = it.get("user") or {}
        ours = author.get("login") == owner if owner else author.get("type") == "Bot"
        if ours and str(it.get("body") or "").partition("\n")[0].strip() == mark(context):
            yield it


def _owner(api: Api) -> str | None:
    """The person whose token it is; None for an app's, which may not ask."""
    try:
        return str(api.get("/user").get("login") or "") or None
    except TellingRefused as refused:
        if refused.status in (403, 404):
            return None
        raise
