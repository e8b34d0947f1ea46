"""The runs that are published: from a run's folder, or from what `--json` wrote of a command, which
may have ended before there was a run.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from harness.errors import BadRun, UsageError
from harness.model.rules import Rules
from harness.model.run import Run, Stage
from harness.model.word import Status
from harness.runs.place import HEAD, find_run
from harness.runs.saved import SavedRun, open_run

NOTHING_SAID = "It was ended before it said anything."


def read_runs(paths: Iterable[Path]) -> list[SavedRun]:
    """Each run; raises UsageError where nothing lies there, BadRun for what is none."""
    return [read_run(it) for it in paths]


def read_run(path: Path) -> SavedRun:
    """The run that lies there.

    A file of `--json` tells the exit code, and where the run is; without a run it is all there is,
    and an empty one, that the command was ended before it could write it.
    """
    if not path.exists():
        raise UsageError(f"There is no run at {path}. `layerproof verify` writes one into out/.")
    if path.is_dir() or path.name in (HEAD, "latest"):
        return open_run(path)
    tree = _result(path)
    folder = Path(str(_in(tree, "run").get("folder", "")))
    if (folder / HEAD).is_file():
        saved = open_run(folder)
        return replace(saved, run=replace(saved.run, exit_code=_code(tree)))
    try:
        return SavedRun(folder, _as_run(tree))
    except ValueError as error:
        raise BadRun(f"{path} is nothing that --json wrote: {error}.") from error


def read_base(path: Path) -> SavedRun | None:
    """The base run, the newest of several in a folder of runs; None where there is none yet."""
    if (find_run(path) / HEAD).is_file():
        return open_run(path)
    inside = sorted(path.glob(f"*/{HEAD}")) if path.is_dir() else []
    return open_run(inside[-1]) if inside else None


def _result(path: Path) -> Mapping[str, object]:
    """What stands in the file; raises BadRun for what `--json` did not write."""
    try:
        text = path.read_text("utf-8")
        tree = json.loads(text) if text.strip() else {"verdict": "unknown", "reason": NOTHING_SAID}
    except (OSError, ValueError) as error:
        raise BadRun(f"{path} cannot be read: {error}.") from error
    if isinstance(tree, dict) and {"verdict", "reason"} <= tree.keys():
        return tree
    raise BadRun(f"{path} is nothing that --json wrote: it has no verdict.")


def _as_run(tree: Mapping[str, object]) -> Run:
    """The command's word as a run without scenarios."""
    head, target = _in(tree, "run"), _in(tree, "target")
    return Run(
        id=str(head.get("id", "")),
        command=str(head.get("command", "")),
        started_at=str(head.get("started_at", "")),
        stage=Stage(str(head.get("stage", Stage.STARTED))),
        target={name: str(it) for name, it in target.items()},
        profile=str(tree.get("profile", "")),
        rules=Rules(),
        settings={},
        versions={},
        verdict=Status(str(tree["verdict"])),
        verdict_reason=str(tree["reason"]),
        exit_code=_code(tree),
    )


def _in(tree: Mapping[str, object], name: str) -> Mapping[str, object]:
    inside = tree.get(name)
    return inside if isinstance(inside, dict) else {}


def _code(tree: Mapping[str, object]) -> int:
    code = tree.get("exit_code")
    return code if isinstance(code, int) else 3
