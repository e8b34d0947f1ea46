"""Whether all that a run recorded is still there, and what a run says of which some is gone.

run.json says how long each file of lines was when all was recorded, and of how many loads the
verdict was made. A file that has become shorter, or is missing, takes its evidence away: what was
found before stays found, but nothing can be shown to have passed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from harness.errors import BadRun
from harness.model.journey import Journey
from harness.model.run import Run
from harness.model.word import Status
from harness.runs import lines

EXIT_UNKNOWN = 3
SURE = (Status.FAIL, Status.UNKNOWN)


def sizes(folder: Path) -> dict[str, int]:
    """The bytes of each file of lines in the folder, by its name."""
    return {it.name: it.stat().st_size for it in sorted(folder.glob("*.jsonl"))}


def losses(folder: Path, kept: Mapping[str, int]) -> Iterator[str]:
    """What is missing of what was kept, a sentence a file; of a run that does not say how much it
    kept, only a line that was cut in its middle can be seen.
    """
    found = sizes(folder)
    for name in sorted({*kept, *found}):
        here, there = found.get(name), kept.get(name, 0)
        if here is None:
            yield f"{name} is missing."
        elif here < there:
            yield f"{name} is cut short: {here:,} of {there:,} bytes are there."
        elif torn := lines.torn(folder / name):
            yield torn


def remaining(journeys: Iterable[Journey]) -> int:
    """How many loads can still be read."""
    count = 0
    try:
        for it in journeys:
            count += len(it.traces)
    except BadRun:
        return count
    return count


def in_doubt(run: Run, loads: int) -> Run:
    """The run with the verdict that is left to it when `loads` of its loads remain."""
    if run.verdict in SURE:
        return run
    of = f"{loads} of {run.loads} loads remain" if run.loads else f"{loads} loads remain"
    before = f"Judged whole, it was {run.verdict.upper()}: {run.verdict_reason}"
    reason = f"The recording is not whole: {of}. {before}".rstrip(": ")
    return replace(run, verdict=Status.UNKNOWN, verdict_reason=reason, exit_code=EXIT_UNKNOWN)
