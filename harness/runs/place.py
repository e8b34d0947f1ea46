"""Where runs lie: `out/<run id>/`, with `out/latest` pointing at the newest.

A run's id is its folder's name, `20261122-161005-123-9f3a`: the instant in UTC to the millisecond,
so that names sort by time, and four random hexadecimal digits, so that two runs never meet.

    run.json                the head: started, then recorded, then judged
    journeys-<worker>.jsonl one journey a line, as they end
    checks-<worker>.jsonl   one scenario's result a line, as they end
    races-<worker>.jsonl    one race a line, as they end
    verdicts.jsonl          what the invariants said, written when the run is judged
    evidence/               screenshots, browser traces
"""

import secrets
from datetime import UTC, datetime
from pathlib import Path

from harness.errors import BadRun, NotSaved
from harness.runs.atomic import replace_link

HEAD = "run.json"
VERDICTS = "verdicts.jsonl"
EVIDENCE = "evidence"
LATEST = "latest"


def new_id(now: datetime) -> str:
    """An id that sorts by time and that nobody else has."""
    utc = now.astimezone(UTC)
    return f"{utc:%Y%m%d-%H%M%S}-{utc.microsecond // 1000:03}-{secrets.token_hex(2)}"


def make_folder(out: Path, now: datetime) -> Path:
    """A new folder for one run under `out`; NotSaved where it cannot be made."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        while True:
            folder = out / new_id(now)
            try:
                folder.mkdir()
            except FileExistsError:
                continue  # four digits met by chance: the next ones will not
            return folder
    except OSError as error:
        raise NotSaved(f"No folder for the run can be made in {out}: {error.strerror}.") from error


def make_place(folder: Path) -> None:
    """Makes a run's folder under a name that was chosen already; NotSaved where it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotSaved(f"The run's folder {folder} cannot be made: {error.strerror}.") from error


def point_latest(folder: Path) -> None:
    """Lets `out/latest` name this run."""
    replace_link(folder.parent / LATEST, folder.name)


def latest(out: Path) -> Path:
    """The folder of the newest run under `out`; BadRun where there is none."""
    pointer = out / LATEST
    if not pointer.exists():
        raise BadRun(f"There is no run in {out} yet. Make one with: layerproof verify")
    return find_run(pointer)


def find_run(path: Path) -> Path:
    """The run's folder for whatever a person named: the folder, its run.json, or `latest`."""
    if path.name == HEAD:
        return path.parent
    if path.is_symlink():
        return path.resolve()
    if path.name == LATEST and path.is_file():
        return path.parent / path.read_text("utf-8").strip()
    return path


def journeys_file(folder: Path, worker: str) -> Path:
    """Where that worker's journeys are streamed to."""
    return folder / f"journeys-{worker}.jsonl"


def checks_file(folder: Path, worker: str) -> Path:
    """Where that worker's results are streamed to."""
    return folder / f"checks-{worker}.jsonl"


def races_file(folder: Path, worker: str) -> Path:
    """Where that worker's races are streamed to."""
    return folder / f"races-{worker}.jsonl"
