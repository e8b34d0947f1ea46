"""The end of a run: a worker tells what it did; the controlling process, or the only one, judges
what all recorded, and reports.
"""

import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from rich.console import Console

from harness.errors import BadSetting, LayerproofError
from harness.invariants.registry import invariant_names
from harness.judge.accepted import Accepted, read_accepted
from harness.machine.budget import BUDGET, Budget
from harness.plugin.clearing import cleared
from harness.plugin.controller import CONTROLLER, Controller
from harness.plugin.options import is_worker
from harness.plugin.proof import Proof, proof_of
from harness.plugin.publish import publish
from harness.repro.write import write_scripts
from harness.runs.judging import judge_again
from harness.runs.saved import open_run
from harness.runs.writer import save_recorded


def finish(session: pytest.Session) -> None:
    """Ends the process's part; a run that cannot be finished is said to be so, in one message."""
    proof = proof_of(session.config)
    _end_of_budget(session, proof)
    try:
        proof.clean_up()
        if is_worker(session.config):
            _tell(session, proof)
        else:
            _gather(session, proof)
            _conclude(session, proof)
    except LayerproofError as error:
        session.exitstatus = pytest.ExitCode.INTERNAL_ERROR
        if is_worker(session.config):
            proof.lose(error)
        else:
            _say(str(error))
    finally:
        proof.close()


def _end_of_budget(session: pytest.Session, proof: Proof) -> None:
    """Nothing ends the run any more; what has ended it already is why it is not whole."""
    budget = session.config.pluginmanager.getplugin(BUDGET)
    if isinstance(budget, Budget):
        budget.finish()
        proof.lost = proof.lost or (budget.ended_it if proof.has_run else "")


def accepted_of(proof: Proof) -> tuple[Accepted, ...]:
    """The team's accepted findings; raises BadSetting for a file that cannot be used."""
    path = proof.options.settings.accepted
    if path is None:
        return ()
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"Accepted findings: {path} cannot be read: {error}.") from error
    starters = tuple(proof.profile.starters)
    return read_accepted(text, where=str(path), invariants=invariant_names(), starters=starters)


def _tell(session: pytest.Session, proof: Proof) -> None:
    session.config.workeroutput["layerproof"] = {  # type: ignore[attr-defined] # xdist's
        "deselected": proof.deselected,
        "left_out": sorted(proof.left_out),
        "created": proof.created,
        "cleaned": proof.cleaned,
        "lost": proof.lost,
        "planned": proof.planned,
    }


def _gather(session: pytest.Session, proof: Proof) -> None:
    controller = session.config.pluginmanager.getplugin(CONTROLLER)
    if not isinstance(controller, Controller):
        return
    for told in controller.told:
        proof.deselected = sorted({*proof.deselected, *told["deselected"]})
        proof.left_out |= {(starter, layer) for starter, layer in told["left_out"]}
        proof.created += told["created"]
        proof.cleaned += told["cleaned"]
        proof.lost = proof.lost or told["lost"]
        proof.planned = max(proof.planned, told["planned"])


def _conclude(session: pytest.Session, proof: Proof) -> None:
    if not proof.has_run:
        if proof.lost:
            _say(proof.lost)
        return
    run = open_run(proof.folder).run
    began = datetime.fromisoformat(run.started_at)
    recorded = replace(
        run,
        deselected=tuple(proof.deselected),
        interrupted=session.exitstatus == pytest.ExitCode.INTERRUPTED and not proof.lost,
        duration_s=round((datetime.now(UTC) - began).total_seconds(), 3),
        created=proof.created,
        cleaned=proof.cleaned,
        planned=proof.planned or run.planned,
        stopped=proof.lost,
    )
    save_recorded(proof.folder, recorded)
    judged = judge_again(proof.folder, accepted=accepted_of(proof), left_out=proof.left_out)
    saved, _ = write_scripts(cleared(judged, proof), proof.profile)
    if not session.config.getoption("--layerproof-no-report"):
        publish(session, saved)


def _say(lost: str) -> None:
    """Tells why there is no verdict; not by pytest's reporter, which `verify` takes away."""
    Console(file=sys.stdout).print(
        f"\nIt ended early: {lost}", style="red", markup=False, highlight=False, soft_wrap=True
    )
