"""On whose behalf a job runs: repository, commit and pull request, as GitHub's environment and
event tell them.

The commit that is meant is not always the job's own: a `repository_dispatch` runs on the default
branch, and a `pull_request` on a merge that nobody wrote.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from harness.errors import BadSetting, UsageError

REPOSITORY = re.compile(r"[A-Za-z0-9-]+/[\w.-]+")
COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
API, SERVER = "https://api.github.com", "https://github.com"
DEPENDABOT = "dependabot[bot]"
# Where each event says which commit it is about, the first that does.
COMMITS = (
    ("client_payload", "git", "sha"),
    ("deployment", "sha"),
    ("pull_request", "head", "sha"),
    ("workflow_run", "head_sha"),
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a job is about. `pull_request` is None where the event names none; `page` is the job's
    own, '' where there is none. `may_read_only`: GitHub gives no other token to a pull request from
    a fork, or from Dependabot.
    """

    repository: str
    commit: str
    pull_request: int | None = None
    page: str = ""
    api: str = API
    may_read_only: bool = False


def read_occasion(
    environ: Mapping[str, str], *, commit: str = "", pull_request: int | None = None
) -> Occasion:
    """The occasion; what is said by hand comes before the event, and the event before the job.

    Raises UsageError where there is no repository or no commit, BadSetting for what is none.
    """
    repository = environ.get("GITHUB_REPOSITORY", "")
    if not REPOSITORY.fullmatch(repository):
        raise UsageError(
            f"GITHUB_REPOSITORY is '{repository}': publishing needs owner/name there. GitHub's "
            "jobs have it; elsewhere take the exit code and junit.xml (docs/ci.md)."
        )
    event = read_event(environ)
    pull = _at(event, "pull_request")
    number = _at(pull, "number")
    return Occasion(
        repository=repository,
        commit=_commit(commit or _of_event(event) or environ.get("GITHUB_SHA", "")),
        pull_request=pull_request or (number if isinstance(number, int) else None),
        page=_page(environ, repository),
        api=environ.get("GITHUB_API_URL") or API,
        may_read_only=_is_fork(pull, repository) or environ.get("GITHUB_ACTOR") == DEPENDABOT,
    )


def read_event(environ: Mapping[str, str]) -> object:
    """The event's payload, None where there is none; raises BadSetting for one that is no JSON."""
    path = environ.get("GITHUB_EVENT_PATH", "")
    if not path or not Path(path).exists():
        return None
    try:
        return json.loads(Path(path).read_bytes())
    except (OSError, ValueError) as error:
        raise BadSetting(f"GITHUB_EVENT_PATH {path} is no event: {error}.") from error


def _of_event(event: object) -> str:
    found = (_at(event, *keys) for keys in COMMITS)
    return next((it for it in found if isinstance(it, str) and it), "")


def _commit(text: str) -> str:
    if COMMIT.fullmatch(text):
        return text
    raise BadSetting(
        f"'{text[:80]}' is no whole commit: publishing needs all 40 signs. Say it with --commit."
    )


def _page(environ: Mapping[str, str], repository: str) -> str:
    run = environ.get("GITHUB_RUN_ID", "")
    server = environ.get("GITHUB_SERVER_URL") or SERVER
    return f"{server}/{repository}/actions/runs/{run}" if run.isdigit() else ""


def _is_fork(pull: object, repository: str) -> bool:
    """Whether its branch lies elsewhere, or in a copy that is gone by now."""
    if pull is None:
        return False
    return _at(pull, "head", "repo", "full_name") != repository


def _at(tree: object, *keys: str) -> object:
    """What stands there, None where nothing does."""
    for key in keys:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree
