"""What a job of GitHub is told of runs: its summary, annotations, and outputs."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from harness.cli import speech
from harness.model.run import Finding, Run
from harness.model.word import Status
from harness.publish import job
from harness.publish.job import Annotation, Level
from harness.runs.saved import SavedRun
from harness.scrub.scrub import Scrubber
from harness.scrub.secret import VARIABLES
from reports import markdown, phrase, word
from reports.evidence import kept_apart

Runs = Sequence[SavedRun]
LEVELS = {"wrong": Level.ERROR, "unknown": Level.WARNING, "accepted": Level.NOTICE}


def in_the_job(saved: Runs, left_out: Sequence[str], environ: Mapping[str, str]) -> None:
    """Writes the summary, and where a job asks for them annotations and outputs. NotSaved."""
    if file := environ.get("GITHUB_STEP_SUMMARY"):
        pages = [markdown.render(it) for it in saved]
        notes = [f"> {markdown.plain(it, longest=600)}\n" for it in left_out]
        job.tell_summary(Path(file), clear("\n".join([*notes, *pages])))
    if environ.get("GITHUB_ACTIONS") == "true":
        for it in job.within_limits([one for run in saved for one in annotations(run.run)]):
            speech.answer(clear(job.command(it)))
    if file := environ.get("GITHUB_OUTPUT"):
        job.tell_outputs(Path(file), outputs(saved))


def worst(saved: Runs) -> SavedRun:
    """The run whose verdict is the worst; the first of several."""
    return min(saved, key=lambda it: word.WORST_FIRST.index(it.run.verdict))


def reason(run: Run) -> str:
    """Why, in one line; how many causes there are stands before it."""
    wrong = len(kept_apart(run)["wrong"])
    return f"{phrase.count(wrong, 'cause')}. {phrase.why(run)}" if wrong else phrase.why(run)


def annotations(run: Run) -> Iterator[Annotation]:
    """One for each finding, worst first; of a run without any that did not pass, why."""
    apart = kept_apart(run)
    for name, found in apart.items():
        yield from (_annotation(LEVELS[name], it) for it in found)
    if run.verdict in (Status.FAIL, Status.UNKNOWN) and not apart["wrong"]:
        level = Level.ERROR if run.verdict is Status.FAIL else Level.WARNING
        yield Annotation(level, f"Layerproof: {phrase.headline(run.verdict)}", phrase.why(run))


def outputs(saved: Runs) -> dict[str, str]:
    """`verdict`, `report-path` and `findings`: how many causes are wrong and not accepted."""
    found = worst(saved)
    return {
        "verdict": str(found.run.verdict),
        "report-path": str(found.folder.absolute()) if found.run.id else "",
        "findings": str(sum(len(kept_apart(it.run)["wrong"]) for it in saved)),
    }


def clear(text: str) -> str:
    """The text without what the environment holds of secrets, or looks like one."""
    known = {os.environ.get(it, "") for it in VARIABLES}
    raw = text.encode("utf-8", "replace")
    return Scrubber({it for it in known if it}).data(raw).decode("utf-8", "replace")


def _annotation(level: Level, finding: Finding) -> Annotation:
    head = finding.suffers or phrase.cause(finding)
    cause = phrase.cause(finding) if finding.suffers else ""
    lines = [head, cause, phrase.where(finding), phrase.recurrence(finding), finding.repeat]
    shown = "\n".join(phrase.clean(it) for it in lines if it)
    return Annotation(level, f"{finding.invariant}", shown)
