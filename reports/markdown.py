"""summary.md: fit for the step summary of a CI job, which holds 1 MiB and hides nothing."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from harness.model.race import Raced, RaceOutcome
from harness.model.run import Cell, Finding, Run
from harness.model.word import Layer, Status
from harness.runs.saved import SavedRun
from reports import phrase, word
from reports.evidence import kept_apart
from reports.output import put

NAME = "summary.md"
MOST = 40  # findings told of one kind
SPECIAL = re.compile(r"([\\`*_{}\[\]<>#!|~@&$]|:(?=//|\w+:)|^[-+]|^\d+(?=[.)]))")
TITLES = {
    "wrong": "What is wrong",
    "unknown": "What could not be found out",
    "accepted": "Accepted for now",
}


def write(run: SavedRun, into: Path) -> Path:
    """Writes `into/summary.md` and returns its path. NotSaved where it cannot be written."""
    return put(into / NAME, render(run))


def render(saved: SavedRun) -> str:
    """The run as GitHub's Markdown; whatever comes from the application is plain text in it."""
    run = saved.run
    blocks = [
        f"## {phrase.headline(run.verdict)}",
        plain(phrase.why(run)),
        *(f"> {plain(it)}" for it in saved.notes),
        about(run),
        matrix(run.matrix),
        *_races(run),
        *_findings(run),
        _beside(run),
        _reasons("Skipped, and why", phrase.reasons(run.checks, Status.SKIP)),
        _left_out(run),
        left_behind(run),
    ]
    return "\n\n".join(it for it in blocks if it) + "\n"


def plain(text: str, *, longest: int = 300) -> str:
    """The text in one line in which no sign means anything to Markdown or HTML."""
    line = " ".join(phrase.clean(text).split())
    cut = line if len(line) <= longest else line[: longest - 1] + "…"
    return SPECIAL.sub(r"\\\1", cut).replace("\\<", "&lt;").replace("\\&", "&amp;")


def code(text: str) -> str:
    """The text as code in a line, whatever backticks are in it."""
    line = " ".join(phrase.clean(text).split())
    fence = "`" * (1 + max((len(it) for it in re.findall("`+", line)), default=0))
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def about(run: Run) -> str:
    """Of which target, how long it took, and how many scenarios passed."""
    parts = [
        *(_named(str(it)) for it in run.target.values() if it),
        f"took {phrase.duration(run.duration_s * 1_000)}" if run.duration_s else "",
        phrase.tally(run),
    ]
    return " · ".join(filter(None, parts))


def _named(text: str) -> str:
    """An address as code, which nobody has to escape to copy it; anything else in plain words."""
    return code(text) if "://" in text else plain(text)


def matrix(cells: tuple[Cell, ...]) -> str:
    """The table starter × layer; '' where there is no cell."""
    if not cells:
        return ""
    rows: dict[str, dict[str, Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.starter, {})[cell.layer] = cell
    head = ["| starter | storage | server |", "| --- | --- | --- |"]
    return "\n".join([*head, *(_row(starter, own) for starter, own in rows.items())])


def _row(starter: str, cells: dict[str, Cell]) -> str:
    shown = []
    for layer in Layer:
        cell = cells.get(layer)
        sign = word.LAYER_STATE[cell.state] if cell else None
        loads = f" ({cell.ready} of {cell.loads})" if cell and cell.loads else ""
        shown.append(f"{sign.shape} {sign.word}{loads}" if sign else "○ not tested")
    return f"| {plain(starter) or 'opened directly'} | {' | '.join(shown)} |"


def _races(run: Run) -> Iterator[str]:
    races = phrase.races_worst_first(run)
    if not races:
        return
    yield "### Whatever comes first: every order that was played"
    head = ["| starter | how orders ended | orders | the calmest |", "| --- | --- | --- | --- |"]
    yield "\n".join([*head, *(_ended(it, row) for it in races for row in it.outcomes)])
    yield "\n".join(_searched(it) for it in races)


def _ended(raced: Raced, row: RaceOutcome) -> str:
    doubts = (f"{it.invariant} could not be decided: {it.reason}" for it in row.doubts)
    said = plain("; ".join([row.outcome, *doubts]))
    many = f"{row.orders} of {raced.explored}"
    shape = word.STATUS[row.status].shape
    return f"| {plain(raced.starter)} | {shape} {said} | {many} | {code(row.example)} |"


def _searched(raced: Raced) -> str:
    lines = [
        f"- {word.STATUS[raced.status].shape} **{plain(raced.starter)}** {plain(raced.title)}",
        f"  {plain(phrase.searched(raced))}",
        f"  {plain(raced.hindered)}" if raced.hindered else "",
        f"  {plain(phrase.missing_wait(raced.missing))}" if raced.missing else "",
        f"  {code(raced.repeat)}" if raced.repeat else "",
        f"  script: {code(raced.script)}" if raced.script else "",
        f"  {plain(phrase.unscripted(raced))}" if raced.unscripted else "",
        f"  browser trace: {code(raced.trace)}" if raced.trace else "",
    ]
    return "\\\n".join(filter(None, lines))


def _findings(run: Run) -> Iterator[str]:
    for name, found in kept_apart(run).items():
        if found:
            yield f"### {TITLES[name]}"
            yield "\n".join(in_full(it) for it in found[:MOST])
        if len(found) > MOST:
            yield f"… and {len(found) - MOST} more, in the report."


def in_full(finding: Finding) -> str:
    """One finding with its cause, where to look, and what repeats it."""
    head = finding.suffers or phrase.cause(finding)
    facts = [phrase.where(finding), f"seen {phrase.count(finding.count, 'time')}"]
    told = [finding.invariant, *facts, phrase.recurrence(finding), phrase.symptoms(finding)]
    lines = [
        f"- {word.STATUS[finding.status].shape} **{plain(head)}**",
        f"  {plain(phrase.cause(finding))}" if finding.suffers else "",
        f"  look at: {plain(phrase.looks(finding))}" if phrase.looks(finding) else "",
        f"  {plain(' · '.join(it for it in told if it))}",
        f"  accepted: {plain(finding.accepted)}" if finding.accepted else "",
        f"  {code(finding.repeat)}" if finding.repeat else "",
        f"  script: {code(finding.script)}" if finding.script else "",
    ]
    return "\\\n".join(filter(None, lines))


def _beside(run: Run) -> str:
    it = run.comparison
    if it is None:
        return ""
    head = ["| starter, layer | | |", "| --- | --- | --- |"]
    signs = [word.CHANGE[row.change] for row in it.rows]
    rows = [
        f"| {plain(row.group)} | {sign.shape} {sign.word} | {plain(phrase.figure(row))} |"
        for row, sign in zip(it.rows, signs, strict=True)
    ]
    lines = [
        f"- {plain(line)}" for line in [it.lacking, *map(phrase.cold, it.cold), *it.told] if line
    ]
    title = f"### Beside {code(it.before)}, {phrase.count(it.pairs, 'pair')} of loads"
    return "\n".join([title, "", *(head + rows if rows else []), "", *lines]).strip()


def _reasons(title: str, reasons: Iterable[tuple[str, int]]) -> str:
    lines = [f"- {plain(reason)} ({phrase.count(n, 'scenario')})" for reason, n in reasons][:MOST]
    return "\n".join([f"### {title}", "", *lines]) if lines else ""


def left_behind(run: Run) -> str:
    """How many sessions are still there; '' where all are gone."""
    told = phrase.left_behind(run)
    return f"{plain(told[:1].upper() + told[1:])}." if told else ""


def _left_out(run: Run) -> str:
    if not run.deselected:
        return ""
    return f"Left out on purpose: {phrase.count(len(run.deselected), 'scenario')}."
