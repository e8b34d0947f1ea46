import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.cli.app import main
from harness.publish.comment import mark
from harness.publish.tests.github import READ_ONLY, SHA, TOKEN, GitHub, a_pull, refusal, serving
from reports.tests import sample

PAYLOADS = Path(__file__).parents[2] / "publish" / "tests" / "payloads"
STATUS = f"/repos/octo-org/preview-app/statuses/{SHA}"


@pytest.fixture
def github(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[GitHub]:
    """A job of GitHub at a deployment, and the API that it asks."""
    with serving(GitHub(pulls=[a_pull(7)])) as running:
        for name, value in {
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTOR": "vercel[bot]",
            "GITHUB_API_URL": running.url,
            "GITHUB_EVENT_PATH": str(PAYLOADS / "repository_dispatch.json"),
            "GITHUB_OUTPUT": str(tmp_path / "outputs"),
            "GITHUB_REPOSITORY": "octo-org/preview-app",
            "GITHUB_RUN_ID": "42",
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_SHA": "1" * 40,
            "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
            "GITHUB_TOKEN": TOKEN,
        }.items():
            monkeypatch.setenv(name, value)
        yield running


def failing(tmp_path: Path) -> str:
    return str(sample.failing(tmp_path / "out").folder)


def test_a_run_that_fails_is_told_everywhere(
    github: GitHub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["publish", failing(tmp_path)])

    assert code == 0
    (status,) = github.statuses
    assert (status["state"], status["context"]) == ("failure", "layerproof")
    assert status["description"].startswith("FAIL: 3 causes. The server layer is dead for org")
    (comment,) = github.comments
    assert comment["body"].startswith(f"{mark('layerproof')}\n### Layerproof: ✗ FAIL\n")
    assert "](https://github.com/octo-org/preview-app/actions/runs/42)" in comment["body"]
    assert (tmp_path / "summary").read_text("utf-8").startswith("## ✗ FAIL")
    told = (tmp_path / "outputs").read_text("utf-8").splitlines()
    assert (told[1], told[7]) == ("fail", "3")
    assert Path(told[4], "run.json").is_file()
    commands = capsys.readouterr().out.splitlines()
    assert [it.partition(" ")[0] for it in commands] == ["::error"] * 3 + ["::warning", "::notice"]
    assert "3 attempts were answered with 503" in commands[0]


def test_it_is_told_again_in_the_same_comment(github: GitHub, tmp_path: Path) -> None:
    run = failing(tmp_path)

    main(["publish", run])
    main(["publish", str(sample.passing(tmp_path / "out").folder), "--base", run])

    (comment,) = github.comments
    assert "PASS" in comment["body"]
    assert "#### Since the base run" in comment["body"]
    assert [it["state"] for it in github.statuses] == ["failure", "success"]


def test_that_it_has_begun_is_a_status_alone(github: GitHub, tmp_path: Path) -> None:
    assert main(["publish", "--pending"]) == 0

    assert [it["state"] for it in github.statuses] == ["pending"]
    assert github.comments == []
    assert not (tmp_path / "summary").exists()


@pytest.mark.parametrize(("word", "state"), [("skipped", "success"), ("canceled", "error")])
def test_a_build_that_was_not_deployed_has_a_status_too(
    github: GitHub, word: str, state: str
) -> None:
    assert main(["publish", "--no-deployment", word]) == 0

    assert [it["state"] for it in github.statuses] == [state]
    assert word in github.statuses[0]["description"]


def test_of_several_runs_the_worst_is_the_status(github: GitHub, tmp_path: Path) -> None:
    runs = [str(sample.passing(tmp_path / "out").folder), failing(tmp_path)]

    main(["publish", *runs])

    assert [it["state"] for it in github.statuses] == ["failure"]
    assert github.comments[0]["body"].count("### Layerproof: ") == 2


def test_a_command_that_ended_before_there_was_a_run_is_told(
    github: GitHub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "verify.json"
    main(["report", str(tmp_path / "gone"), "--json", str(file)])
    capsys.readouterr()

    assert main(["publish", str(file)]) == 0

    assert github.statuses[0]["state"] == "error"
    assert github.statuses[0]["description"].startswith("UNKNOWN: There is no run at")
    assert capsys.readouterr().out.startswith("::warning title=Layerproof%3A ? UNKNOWN::")
    assert (tmp_path / "outputs").read_text("utf-8").splitlines()[4] == ""


def test_a_command_that_was_killed_is_told(github: GitHub, tmp_path: Path) -> None:
    (tmp_path / "verify.json").touch()

    main(["publish", str(tmp_path / "verify.json")])

    assert "ended before it said anything" in github.statuses[0]["description"]


def test_a_forks_token_is_said_and_is_no_failure(
    github: GitHub,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = (PAYLOADS / "pull_request.json").read_text("utf-8")
    event = json.loads(text)
    event["pull_request"]["head"]["repo"]["full_name"] = "mallory/preview-app"
    (tmp_path / "event.json").write_text(json.dumps(event), "utf-8")
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(tmp_path / "event.json"))
    github.read_only = True

    code = main(["publish", failing(tmp_path)])

    assert code == 0
    assert "from a fork" in capsys.readouterr().err
    summary = (tmp_path / "summary").read_text("utf-8")
    assert "The commit status is left out" in summary
    assert "✗ FAIL" in summary


def test_a_job_without_the_right_is_told_which(
    github: GitHub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    github.read_only = True

    assert main(["publish", failing(tmp_path)]) == 3

    assert "permissions: statuses: write" in capsys.readouterr().err


def test_what_can_be_told_is_told(
    github: GitHub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    github.answer("POST", STATUS, refusal(422, "No commit found for SHA"))

    assert main(["publish", failing(tmp_path)]) == 3

    assert len(github.comments) == 1
    assert "Is 6dcb09b5b578 a commit of octo-org/preview-app?" in capsys.readouterr().err


def test_a_comment_alone_may_be_refused(github: GitHub, tmp_path: Path) -> None:
    github.answer("POST", "/repos/octo-org/preview-app/issues/7/comments", READ_ONLY)

    assert main(["publish", failing(tmp_path)]) == 3
    assert len(github.statuses) == 1


def test_no_comment_where_none_is_wanted_or_nobody_is_there(
    github: GitHub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = failing(tmp_path)
    github.pulls = []

    assert main(["publish", run]) == 0
    assert "No open pull request ends in 6dcb09b5b578" in capsys.readouterr().err
    github.pulls = [a_pull(7)]
    assert main(["publish", run, "--no-comment"]) == 0
    assert github.comments == []


def test_without_a_token_the_job_is_told(
    github: GitHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_TOKEN")

    assert main(["publish", failing(tmp_path)]) == 0

    assert github.calls == []
    assert "no GITHUB\\_TOKEN" in (tmp_path / "summary").read_text("utf-8")


def test_secrets_and_tokens_are_in_nothing_that_is_told(
    github: GitHub,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    secret = "canary-0123456789-canary"
    monkeypatch.setenv("VERCEL_AUTOMATION_BYPASS_SECRET", secret)
    file = tmp_path / "verify.json"
    reason = f"It said {secret} and {TOKEN} at https://x.example/?password={secret}"
    file.write_text(json.dumps({"verdict": "fail", "reason": reason}), "utf-8")

    main(["publish", str(file)])

    shown = capsys.readouterr()
    told = [shown.out, shown.err, (tmp_path / "summary").read_text("utf-8")]
    told += [json.dumps([it.body for it in github.calls])]
    assert "masked" in told[0]
    assert all(secret not in it and TOKEN not in it for it in told)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--no-deployment", "sleepy"], "is none of skipped, ignored"),
        (["--pending", "--context", "a\nb"], "--context: write a short name"),
        (["--pending", "--commit", "main"], "'main' is no whole commit"),
        (["gone"], "There is no run at gone"),
    ],
)
def test_a_mistake_is_told_before_anything_is_sent(
    github: GitHub, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    assert main(["publish", *options]) == 2

    assert said in re.sub(r"\s+", " ", capsys.readouterr().err)
    assert github.calls == []


def test_elsewhere_than_at_github_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)

    assert main(["publish", failing(tmp_path)]) == 2
    assert "junit.xml" in capsys.readouterr().err


@pytest.mark.usefixtures("github")
def test_the_result_is_written_as_json(tmp_path: Path) -> None:
    file = tmp_path / "told.json"

    main(["publish", failing(tmp_path), "--json", str(file)])

    assert json.loads(file.read_text("utf-8"))["verdict"] == "fail"
