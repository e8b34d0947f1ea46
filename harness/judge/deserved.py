"""Which kinds of error a load's facts allow."""

from harness.judge.answer import TRANSIENT, Answer, answer_of, told
from harness.judge.entry import reader_of
from harness.model.trace import Trace
from harness.model.word import ErrorKind, Role

ANY = frozenset(ErrorKind)
REFUSED = (400, 401, 403)


def deserved_kinds(trace: Trace) -> frozenset[ErrorKind]:
    """The kinds that fit what came, up to the load's end; all of them where the contract does not
    say.

    The last attempt decides. Where it may pass, each kind that may pass and came is right. Without
    any attempt, auth and the app's own files decide.
    """
    attempts = trace.attempts
    if not attempts:
        return _without_attempts(trace)
    answers = [answer_of(it, trace) for it in attempts]
    last = answers[-1]
    allowed = {ErrorKind(it) for it in answers if it in TRANSIENT}
    if last is Answer.PENDING or any(it is Answer.PENDING for it in answers):
        allowed.add(ErrorKind.NETWORK)
    match last:
        case Answer.UNLISTED:
            return ANY
        case Answer.NOT_CAPTURED:
            return frozenset({*allowed, ErrorKind.CORRUPT, ErrorKind.NETWORK})
        case Answer.GOOD:
            # A good answer that came too late is a timeout; in time, it is another invariant's.
            return frozenset({*allowed, ErrorKind.NETWORK})
        case ErrorKind() if last not in TRANSIENT:
            return frozenset({last, *_of_auth(trace, after=attempts[-1].begin.seq)})
    return frozenset({*allowed, *_of_auth(trace, after=attempts[-1].begin.seq)})


def what_came(trace: Trace) -> str:
    """What came, in words for a person."""
    if trace.attempts:
        noun = "request" if len(trace.attempts) == 1 else "requests"
        return f"the session's {noun} came to {', '.join(told(it) for it in trace.attempts)}"
    asked = [it for it in trace.requests(Role.AUTH) if it.began_ms <= trace.ending.at_ms]
    who = "nobody is signed in" if reader_of(trace) is None else "somebody is signed in"
    auth = f", auth was answered {', '.join(told(it) for it in asked)}" if asked else ""
    return f"the server was not asked, {who}{auth}"


def _without_attempts(trace: Trace) -> frozenset[ErrorKind]:
    found = set(_of_auth(trace, after=0))
    if reader_of(trace) is None and trace.visitor.name not in trace.rules.guests:
        found.add(ErrorKind.SIGNED_OUT)
    files = trace.requests(Role.ASSET)
    if any(it.status is None or it.status >= 400 for it in files) or not found:
        found.add(ErrorKind.NETWORK)
    return frozenset(found)


def _of_auth(trace: Trace, *, after: int) -> frozenset[ErrorKind]:
    """What the answers to auth's own requests allow, from that seq to the end."""
    asked = [it for it in trace.requests(Role.AUTH) if it.begin.seq > after]
    asked = [it for it in asked if it.began_ms <= trace.ending.at_ms]
    found: set[ErrorKind] = set()
    for it in asked:
        if it.status in REFUSED:
            found.add(ErrorKind.SIGNED_OUT)
        elif it.status is None:
            found.add(ErrorKind.NETWORK)
        elif it.status >= 400:
            found |= {ErrorKind.NETWORK, ErrorKind.SERVER}
    return frozenset(found)
