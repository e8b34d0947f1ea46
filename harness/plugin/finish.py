"""The end of a run, in the controlling process: recorded, judged, reported."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from harness.errors import BadSetting
from harness.invariants.registry import invariant_names
from harness.judge.accepted import Accepted, read_accepted
from harness.plugin.proof import Proof
from harness.plugin.publish import publish
from harness.runs.judging import judge_again
from harness.runs.saved import open_run
from harness.runs.writer import save_recorded


def finish(session: pytest.Session, proof: Proof) -> None:
    """Judges what all processes recorded, and writes the reports; nothing where nothing was
    played.
    """
    if not (proof.used or proof.workers_used):
        return
    folder = proof.folder
    run = open_run(folder).run
    began = datetime.fromisoformat(run.started_at)
    recorded = replace(
        run,
        deselected=tuple(proof.deselected),
        interrupted=session.exitstatus == pytest.ExitCode.INTERRUPTED,
        duration_s=round((datetime.now(UTC) - began).total_seconds(), 3),
        created=proof.created,
        cleaned=proof.cleaned,
    )
    save_recorded(folder, recorded)
    judge_again(folder, accepted=_accepted(proof), left_out=proof.left_out)
    if not session.config.getoption("--layerproof-no-report"):
        publish(session, open_run(folder))


def _accepted(proof: Proof) -> tuple[Accepted, ...]:
    """The team's accepted findings; raises BadSetting for a file that cannot be used."""
    path = proof.options.settings.accepted
    if path is None:
        return ()
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadSetting(f"Accepted findings: {path} cannot be read: {error.strerror}.") from error
    starters = tuple(proof.profile.starters)
    return read_accepted(text, where=str(path), invariants=invariant_names(), starters=starters)
