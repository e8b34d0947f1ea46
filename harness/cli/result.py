"""The `--json` file, which is written in every case: of a run, or of why there was none."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from harness.errors import BadSetting, LayerproofError, NotSaved
from harness.model.rules import Rules
from harness.model.run import Run, Stage
from harness.model.word import Status
from harness.runs.saved import SavedRun
from harness.settings.settings import without_password
from reports.json_report import result, text

INTERRUPTED = 130


@contextmanager
def told_in_json(file: Path | None, *, command: str, url: str, profile: str) -> Iterator[None]:
    """Writes the file when the block ends by a LayerproofError or Ctrl-C, which then goes on.

    Raises BadSetting, before anything else is done, for a file that cannot be written.
    """
    began = datetime.now(UTC)
    _refuse_unwritable(file)
    try:
        yield
    except (LayerproofError, KeyboardInterrupt) as error:
        if file is not None:
            write_json(file, _without_run(error, began, command, url, profile))
        raise


def write_json(file: Path, saved: SavedRun, *, more: Mapping[str, object] | None = None) -> None:
    """Writes the run's result with what else a command found, the file's folder made where it is
    missing; raises NotSaved.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text({**result(saved), **(more or {})}), encoding="utf-8")
    except OSError as error:
        raise NotSaved(f"--json {file} cannot be written: {error.strerror}.") from error


def _refuse_unwritable(file: Path | None) -> None:
    """What stands in the file already stays until there is something to put in its place."""
    if file is None:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.open("a").close()
    except OSError as error:
        raise BadSetting(f"--json {file} cannot be written: {error.strerror}.") from error


def _without_run(
    error: BaseException, began: datetime, command: str, url: str, profile: str
) -> SavedRun:
    code = error.exit_code if isinstance(error, LayerproofError) else INTERRUPTED
    run = Run(
        id="",
        command=command,
        started_at=began.isoformat(timespec="milliseconds"),
        stage=Stage.STARTED,
        target={"url": without_password(url)},
        profile=profile,
        rules=Rules(),
        settings={},
        versions={},
        duration_s=round((datetime.now(UTC) - began).total_seconds(), 3),
        interrupted=code == INTERRUPTED,
        verdict=Status.UNKNOWN,
        verdict_reason=str(error) or "It was interrupted before anything was recorded.",
        exit_code=code,
    )
    return SavedRun(Path(), run, ("There is no run: it ended before anything was recorded.",))
