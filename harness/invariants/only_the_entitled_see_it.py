"""A session is given to its owner, to staff of its organisation and to admins; to nobody else."""

from harness.invariants.invariant import LoadInvariant
from harness.judge.answer import is_good
from harness.model.rules import Rules
from harness.model.session import Session, Visitor
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import Outcome


def judge(trace: Trace) -> Ruling:
    """Fails a load that got, or showed, a session to which its visitor has no right."""
    session, visitor = trace.session, trace.visitor
    if session is None or not session.owner.uid:
        return not_applicable("The harness does not know whose session this is.")
    if is_entitled(visitor, session, trace.rules):
        return not_applicable("The visitor has a right to this session.")
    who = visitor.name or visitor.uid or "nobody"
    given = [it for it in trace.attempts if is_good(it, trace)]
    if given:
        return failed(
            f"The server gave the session of '{session.owner.uid}' to '{who}', who has no right "
            "to it.",
            *given[0].evidence,
        )
    screen = trace.final_screen
    if trace.ended is Outcome.READY and screen is not None:
        return failed(
            f"The page shows the session of '{session.owner.uid}' to '{who}', who has no right "
            "to it.",
            screen.seq,
        )
    return passed()


def is_entitled(visitor: Visitor, session: Session, rules: Rules) -> bool:
    """Whether the visitor may read the session: as its owner, or by the role that they have."""
    if visitor.uid and visitor.uid == session.owner.uid:
        return True
    if visitor.role in rules.readers:
        return True
    same = bool(visitor.org_id) and visitor.org_id == session.owner.org_id
    return same and visitor.role in rules.org_readers


INVARIANT = LoadInvariant(
    "only-the-entitled-see-it", "runner.session.own", judge, by_presence=True, keys=("sign_in",)
)
