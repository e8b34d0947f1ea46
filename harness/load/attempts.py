"""The server layer's attempts: each within its time, waits between them, until one is final."""

from dataclasses import dataclass

from pydantic import JsonValue

from harness.load.entry import names, quoted
from harness.load.progress import Progress
from harness.load.retry import backoff_ms, retry_after_ms
from harness.load.world import Answer, NoAnswer, TimedOut
from harness.model.rules import Rules
from harness.model.word import ErrorKind

SHORTEST_ATTEMPT_MS = 300
"""An attempt that would have less time is not begun (the page's `attempts.js`)."""

_KINDS = {
    400: ErrorKind.NOT_FOUND,
    401: ErrorKind.SIGNED_OUT,
    403: ErrorKind.FORBIDDEN,
    404: ErrorKind.NOT_FOUND,
    410: ErrorKind.EXPIRED,
}
_WORTH_REPEATING = (ErrorKind.NETWORK, ErrorKind.SERVER)


@dataclass(frozen=True, slots=True)
class Supplied:
    """A validated payload of this session."""

    payload: JsonValue


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is none: the kind of error, the status or a word, and the wait asked for."""

    kind: ErrorKind
    status: str
    wait_ms: float | None = None


def attempts(progress: Progress) -> Supplied | Refused:
    """The first answer that is final, or the last one. After a 401 one fresh token is tried."""
    world = progress.world
    renew = renewed = False
    number = 1
    while True:
        answer = _attempt(progress, number, renew=renew)
        if isinstance(answer, Supplied) or number == world.rules.attempts:
            return answer
        renew = answer.kind is ErrorKind.SIGNED_OUT and not renewed
        renewed = renewed or renew
        if not renew:
            wait_ms = _wait_after(answer, backoff_ms(number, world.random, world.rules))
            if wait_ms is None or wait_ms + SHORTEST_ATTEMPT_MS > progress.left_ms():
                return answer
            world.clock.sleep_ms(wait_ms)
        number += 1


def judged(answer: Answer, interview_id: str, rules: Rules, wall_ms: float) -> Supplied | Refused:
    """What an answer of GET session means for the load of this interview."""
    if answer.status != 200:
        wait_ms = retry_after_ms(answer.headers, wall_ms)
        return Refused(kind_of(answer.status), str(answer.status), wait_ms)
    payload = answer.payload(rules)
    if payload is None or not names(payload, interview_id, rules):
        return Refused(ErrorKind.CORRUPT, "200")
    return Supplied(payload)


def kind_of(status: int) -> ErrorKind:
    """The kind of error for a status that is not 200 (contract.md, "Runner")."""
    transient = status in (408, 429) or status >= 500
    return _KINDS.get(status, ErrorKind.SERVER if transient else ErrorKind.CORRUPT)


def _wait_after(answer: Refused, wait_ms: float) -> float | None:
    """Milliseconds; None when repeating is no use."""
    if answer.kind not in _WORTH_REPEATING:
        return None
    return wait_ms if answer.wait_ms is None else answer.wait_ms


def _attempt(progress: Progress, number: int, *, renew: bool) -> Supplied | Refused:
    try:
        answer = _ask(progress, number, renew=renew)
    except TimedOut:
        answer = Refused(ErrorKind.NETWORK, "timeout")
    except NoAnswer:
        answer = Refused(ErrorKind.NETWORK, "no-answer")
    if isinstance(answer, Refused):
        progress.failed("server", answer.status)
    return answer


def _ask(progress: Progress, number: int, *, renew: bool) -> Supplied | Refused:
    """One attempt: a token and the session share the time of one."""
    world = progress.world
    until_ms = world.clock.now_ms() + min(world.rules.timeout_ms, progress.left_ms())
    token_of = world.auth.fresh_token if renew else world.auth.token
    token = token_of(until_ms - world.clock.now_ms())
    if token is None:
        return Refused(ErrorKind.SIGNED_OUT, "nobody")
    left_ms = until_ms - world.clock.now_ms()
    if left_ms <= 0:
        raise TimedOut("the token took all of the attempt's time")
    progress.attempts += 1
    session_id = world.session_id or progress.interview_id
    path = world.session_path.replace("{id}", quoted(session_id, "!*'()"))
    answer = world.fetch(path, token, attempt=number, timeout_ms=left_ms)
    named = world.payload_id or progress.interview_id
    return judged(answer, named, world.rules, world.clock.wall_ms())
