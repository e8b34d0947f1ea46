"""A run as a pull request's comment: the answer, the matrix, what changed since the base, and the
worst findings; all else is in the job's summary and in the report.

In a comment names are called: `@somebody` sends a person a message, `#12` links another request,
escaped or not. A sign without width after the first sign keeps both silent.
"""

import re
from collections.abc import Iterator, Sequence

from harness.judge.since import Moved, Since, since
from harness.model.run import Finding, LayerState, Run, Stage
from harness.runs.saved import SavedRun
from reports import markdown, phrase, word
from reports.evidence import kept_apart
from reports.markdown import plain

MOST = 5  # findings told in full, and in each list of what changed
CALLS = re.compile(r"@(?=\w)|#(?=\d)|(?i:\bGH-)(?=\d)")
SILENT = "\u200b"


def render(
    saved: SavedRun, *, base: SavedRun | None = None, commit: str = "", page: str = ""
) -> str:
    """The comment in GitHub's Markdown, without the mark by which it is found again.

    `page` is the job's address, which alone of all is a link; whatever comes from the app is text.
    """
    run = saved.run
    blocks = [
        f"### Layerproof: {phrase.headline(run.verdict)}",
        plain(phrase.why(run)),
        *(f"> {plain(it)}" for it in saved.notes),
        markdown.about(run),
        markdown.matrix(run.matrix),
        *(_changed(base, saved) if base and run.checks else ()),
        *_worst(run),
        markdown.left_behind(run),
    ]
    text = silent("\n\n".join(it for it in blocks if it))
    return f"{text}\n\n{_footer(commit, page)}\n"


def silent(text: str) -> str:
    """The text, in which nobody is called and nothing is linked by its number."""
    return CALLS.sub(rf"\g<0>{SILENT}", text)


def _footer(commit: str, page: str) -> str:
    of = f" of {commit[:12]}" if commit else ""
    return f"[Job, report and recording{of}]({page})" if page else f"Run{of}."


def _changed(base: SavedRun, saved: SavedRun) -> Iterator[str]:
    build = str(base.run.target.get("build", ""))
    against = f"the base run{f' of build {plain(build[:12])}' if build else ''}"
    yield f"#### Since {against}"
    if Stage.JUDGED is not base.run.stage or Stage.JUDGED is not saved.run.stage:
        yield "Not compared: one of the two runs was ended before it was judged."
        return
    found = since(base.run, saved.run)
    lines = list(_lines(found))
    yield "\n".join(lines) if lines else f"Nothing changed{_same(found.kept)}."


def _same(kept: int) -> str:
    return f": {phrase.count(kept, 'known cause')}" if kept else ""


def _lines(it: Since) -> Iterator[str]:
    yield from _listed("✗ new", it.new)
    for finding, more in it.spread[:MOST]:
        yield f"- ✗ now also with {plain(', '.join(more))}: {_named(finding)}"
    yield from _listed("✓ gone", it.gone)
    yield from _listed("? wrong here, not played in the base run", it.unasked)
    yield from _listed("? wrong in the base run, not played here", it.unseen)
    yield from (_moved(row) for row in it.moved)


def _listed(what: str, findings: Sequence[Finding]) -> Iterator[str]:
    for it in findings[:MOST]:
        yield f"- {what}: {_named(it)}"
    if len(findings) > MOST:
        yield f"- {what}: {len(findings) - MOST} more"


def _named(finding: Finding) -> str:
    where = phrase.where(finding)
    return plain(f"{finding.suffers or phrase.cause(finding)}{f' ({where})' if where else ''}")


def _moved(row: Moved) -> str:
    states = f"{_state(row.before)} → {_state(row.now)}"
    return f"- {plain(row.starter) or 'opened directly'} × {plain(row.layer)}: {states}"


def _state(state: LayerState | None) -> str:
    if state is None:
        return "no row"
    return f"{word.LAYER_STATE[state].shape} {word.LAYER_STATE[state].word}"


def _worst(run: Run) -> Iterator[str]:
    apart = kept_apart(run)
    for name in ("wrong", "unknown"):
        if found := apart[name]:
            yield f"#### {markdown.TITLES[name]}"
            yield "\n".join(markdown.in_full(it) for it in found[:MOST])
            if len(found) > MOST:
                yield f"… and {len(found) - MOST} more, in the report."
    if apart["accepted"]:
        yield f"Accepted for now: {phrase.count(len(apart['accepted']), 'finding')}."
