"""Nobody is told that they are signed out while auth has merely not settled."""

from harness.invariants.invariant import LoadInvariant
from harness.judge.entry import reader_of
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import ErrorKind, Outcome, Role

REFUSED = (400, 401, 403)


def judge(trace: Trace) -> Ruling:
    """Fails the signed-out error where auth remembered somebody and nobody refused them.

    A refusal is a 401 for the session, or a 4xx for what auth itself asked.
    """
    if trace.ended is not Outcome.ERROR or trace.error is not ErrorKind.SIGNED_OUT:
        return not_applicable("The load did not end as signed-out.")
    remembered = reader_of(trace)
    asked = [it for it in trace.all_requests if it.role in (Role.SESSION, Role.AUTH)]
    if remembered is None or any(it.status in REFUSED for it in asked):
        return passed()
    who, screen = remembered or trace.visitor.name, trace.final_screen
    pending = [it for it in asked if it.role is Role.AUTH and it.status is None]
    why = " Auth was still waiting for its answer." if pending else ""
    return failed(
        f"The page says signed-out, although auth remembers '{who}' and nothing refused them.{why}",
        *([screen.seq] if screen else []),
        *(seq for it in pending for seq in it.evidence),
    )


INVARIANT = LoadInvariant("signed-out-is-true", "runner.auth.waits", judge, keys=("sign_in",))
