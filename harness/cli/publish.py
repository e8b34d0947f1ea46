"""`layerproof publish`: tells GitHub what runs came to.

    a run's folder, or what `--json` wrote ─▶ status, comment ─▶ summary, annotations, outputs

Where GitHub cannot be told, all the rest is told all the same. A token that may only read (that of
a pull request from a fork) is said, and is no failure. The verdict is the run's in every case.
Exit codes: 0 told; 2 usage; 3 GitHub could not be told.
"""

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from harness.cli import flag, publish_told, speech
from harness.cli.publish_read import read_base, read_runs
from harness.cli.result import told_in_json, write_json
from harness.errors import BadSetting, Inconclusive, NotTold, TellingRefused
from harness.publish import comment, status
from harness.publish.api import Api, Patience
from harness.publish.occasion import Occasion, read_occasion
from harness.runs.saved import SavedRun
from reports import comment as comment_page

WAITS_S = 180.0
READ_ONLY = (
    "the token of a pull request from a fork or from Dependabot may only read; the verdict stands "
    "in the job's summary"
)
Runs = Sequence[SavedRun]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was not told, and why; `is_expected` where GitHub never lets such a job tell it."""

    why: str
    is_expected: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person wants told; `word` is why there is no deployment, '' where there is one."""

    context: str
    comment: bool
    pending: bool
    word: str


def publish(
    runs: Annotated[
        list[Path] | None,
        typer.Argument(metavar="RUN...", help="Runs' folders, or files that --json wrote."),
    ] = None,
    *,
    base: Annotated[
        Path | None, typer.Option(metavar="RUN", help="A run to say what changed since.")
    ] = None,
    commit: Annotated[
        str, typer.Option(metavar="SHA", help="The commit.  [default: the event's]")
    ] = "",
    pull_request: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Its number.  [default: the commit's]")
    ] = None,
    context: Annotated[
        str, typer.Option(metavar="NAME", help="The status's name, one for each comment.")
    ] = "layerproof",
    with_comment: Annotated[
        bool, typer.Option("--comment/--no-comment", help="Whether the pull request is told.")
    ] = True,
    pending: Annotated[bool, typer.Option("--pending", help="Only say that it has begun.")] = False,
    no_deployment: Annotated[
        str, typer.Option(metavar="WHY", help="Only say that there is none: skipped, error, …")
    ] = "",
    json_file: flag.JsonFile = None,
) -> int:
    """Tell GitHub what runs came to: status, comment, summary, annotations, outputs."""
    with told_in_json(json_file, command="layerproof publish", url="", profile=""):
        asked = Asked(_context(context), with_comment, pending, _word(no_deployment))
        saved = [] if asked.pending or asked.word else read_runs(runs or [Path("out/latest")])
        known = read_base(base) if base and saved else None
        occasion = read_occasion(os.environ, commit=commit, pull_request=pull_request)
        left_out = list(_tell_github(asked, occasion, saved, known))
        if saved:
            publish_told.in_the_job(saved, [it.why for it in left_out], os.environ)
    speech.say_all((it.why for it in left_out), style="yellow")
    if json_file is not None and saved:
        write_json(json_file, publish_told.worst(saved))
    return 0 if all(it.is_expected for it in left_out) else Inconclusive.exit_code


def _tell_github(
    asked: Asked, occasion: Occasion, saved: Runs, base: SavedRun | None
) -> Iterator[LeftOut]:
    """Sets the status and writes the comments; yields what was left out, and why."""
    token = os.environ.get("GITHUB_TOKEN", "")
    if not token:
        yield LeftOut("Commit status and comment are left out: there is no GITHUB_TOKEN.", True)
        return
    patience = Patience(WAITS_S, time.time, time.sleep)
    with closing(Api(occasion.api, token, patience)) as api:
        told = _told(asked, saved)
        yield from _tried(
            "The commit status is",
            occasion,
            lambda: status.tell_status(api, occasion, asked.context, told),
        )
        if saved and asked.comment:
            yield from _tried(
                "The comment is", occasion, lambda: _comment(api, asked, occasion, saved, base)
            )


def _told(asked: Asked, saved: Runs) -> status.Told:
    if asked.pending:
        return status.under_way()
    if asked.word:
        return status.of_no_deployment(asked.word)
    run = publish_told.worst(saved).run
    return status.of_verdict(run.verdict, publish_told.clear(publish_told.reason(run)))


def _comment(
    api: Api, asked: Asked, occasion: Occasion, saved: Runs, base: SavedRun | None
) -> None:
    pages = [
        comment_page.render(it, base=base, commit=occasion.commit, page=occasion.page)
        for it in saved
    ]
    body = publish_told.clear("\n".join(pages))
    numbers = comment.pull_requests(api, occasion)
    for number in numbers:
        where = comment.tell_comment(api, occasion.repository, number, asked.context, body)
        speech.say(f"told: pull request {number}, {where}", style="dim")
    if not numbers:
        speech.say(f"No open pull request ends in {occasion.commit[:12]}: no comment.", style="dim")


def _tried(what: str, occasion: Occasion, tell: Callable[[], None]) -> Iterator[LeftOut]:
    """Tells it; yields why not, where it could not be told."""
    try:
        tell()
    except TellingRefused as refused:
        expected = refused.status == 403 and occasion.may_read_only
        cure = f": {READ_ONLY}" if expected else _cure(refused, occasion)
        yield LeftOut(f"{what} left out: {refused}{cure}.", expected)
    except NotTold as error:
        yield LeftOut(f"{what} left out: {str(error).rstrip('.')}.")


def _cure(refused: TellingRefused, occasion: Occasion) -> str:
    """What to do about it."""
    cures: Mapping[int, str] = {
        401: ". GITHUB_TOKEN is no token, or has expired",
        403: ". The job needs permissions: statuses: write, pull-requests: write",
        404: f". Can the token see {occasion.repository}? It needs statuses: write, "
        "pull-requests: write",
        422: f". Is {occasion.commit[:12]} a commit of {occasion.repository}?",
    }
    return cures.get(refused.status, "")


def _context(name: str) -> str:
    if name.strip() and len(name) <= 100 and name.isprintable():
        return name.strip()
    raise BadSetting("--context: write a short name in one line, such as layerproof.")


def _word(why: str) -> str:
    """Vercel's word for what became of the build; raises BadSetting for what is no such word."""
    known = (*status.ON_PURPOSE, *status.BROKEN_OFF)
    if not why or why in known:
        return why
    raise BadSetting(f"--no-deployment '{why[:40]}' is none of {', '.join(known)}.")
