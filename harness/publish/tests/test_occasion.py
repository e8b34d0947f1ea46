import json
from pathlib import Path
from typing import Any

import pytest

from harness.errors import BadSetting, UsageError
from harness.publish.occasion import Occasion, read_occasion

PAYLOADS = Path(__file__).parent / "payloads"
SHA = "6dcb09b5b57875f334f61aebed695e2e4193db5e"
MERGE = "1" * 40
JOB = {
    "GITHUB_REPOSITORY": "octo-org/preview-app",
    "GITHUB_SHA": MERGE,
    "GITHUB_RUN_ID": "42",
    "GITHUB_SERVER_URL": "https://github.com",
    "GITHUB_API_URL": "https://api.github.com",
}
PAGE = "https://github.com/octo-org/preview-app/actions/runs/42"


def of(name: str) -> dict[str, str]:
    """A job's environment at that event."""
    return {**JOB, "GITHUB_EVENT_PATH": str(PAYLOADS / f"{name}.json")}


def changed(tmp_path: Path, **head: Any) -> dict[str, str]:  # noqa: ANN401 - JSON
    """The same at a pull request whose branch is another."""
    event = json.loads((PAYLOADS / "pull_request.json").read_text("utf-8"))
    event["pull_request"]["head"].update(head)
    file = tmp_path / "event.json"
    file.write_text(json.dumps(event), "utf-8")
    return {**JOB, "GITHUB_EVENT_PATH": str(file)}


@pytest.mark.parametrize("event", ["repository_dispatch", "deployment_status"])
def test_a_deployments_commit_is_meant_not_the_jobs(event: str) -> None:
    assert read_occasion(of(event)) == Occasion("octo-org/preview-app", SHA, page=PAGE)


def test_a_pull_requests_own_commit_is_meant_not_the_merge() -> None:
    assert read_occasion(of("pull_request")) == Occasion(
        "octo-org/preview-app", SHA, pull_request=7, page=PAGE
    )


def test_a_job_without_an_event_is_about_its_own_commit() -> None:
    assert read_occasion(JOB).commit == MERGE
    assert read_occasion({**JOB, "GITHUB_EVENT_PATH": "gone.json"}).commit == MERGE


def test_what_a_person_says_comes_first() -> None:
    said = read_occasion(of("pull_request"), commit="2" * 40, pull_request=9)

    assert (said.commit, said.pull_request) == ("2" * 40, 9)


@pytest.mark.parametrize("repo", [{"full_name": "mallory/preview-app"}, None])
def test_a_fork_may_read_only(tmp_path: Path, repo: object) -> None:
    assert read_occasion(changed(tmp_path, repo=repo)).may_read_only


def test_dependabot_may_read_only() -> None:
    assert read_occasion({**of("pull_request"), "GITHUB_ACTOR": "dependabot[bot]"}).may_read_only
    assert not read_occasion({**of("pull_request"), "GITHUB_ACTOR": "ann"}).may_read_only


@pytest.mark.parametrize("sha", ["6dcb09b", "main", "../../x", f"{SHA}\n", f"{SHA}0"])
def test_what_is_no_whole_commit_is_refused(tmp_path: Path, sha: str) -> None:
    with pytest.raises(BadSetting, match="no whole commit"):
        read_occasion(changed(tmp_path, sha=sha))


@pytest.mark.parametrize("name", ["", "preview-app", "a/b/c", "a/b?x", "../b"])
def test_a_job_without_a_repository_is_no_job_of_github(name: str) -> None:
    with pytest.raises(UsageError, match=r"docs/ci\.md"):
        read_occasion({**JOB, "GITHUB_REPOSITORY": name})


@pytest.mark.parametrize("text", ["{", "[]", "null", '{"pull_request": 3, "deployment": []}'])
def test_an_event_of_another_shape_is_told_or_leaves_the_jobs_commit(
    tmp_path: Path, text: str
) -> None:
    file = tmp_path / "event.json"
    file.write_text(text, "utf-8")
    environ = {**JOB, "GITHUB_EVENT_PATH": str(file)}

    if text == "{":
        with pytest.raises(BadSetting, match="no event"):
            read_occasion(environ)
    else:
        assert read_occasion(environ).commit == MERGE
