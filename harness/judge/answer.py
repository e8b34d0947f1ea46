"""What an answer to GET session means to a load: good, final, worth another try, or not told."""

from enum import StrEnum

from harness.judge.payload import ABSENT, at, fault_of, names
from harness.model import address
from harness.model.event import Json
from harness.model.request import Request
from harness.model.rules import Rules
from harness.model.trace import Trace
from harness.model.word import ErrorKind

FINAL = {
    400: ErrorKind.NOT_FOUND,
    401: ErrorKind.SIGNED_OUT,
    403: ErrorKind.FORBIDDEN,
    404: ErrorKind.NOT_FOUND,
    410: ErrorKind.EXPIRED,
}
TRANSIENT = (ErrorKind.NETWORK, ErrorKind.SERVER)


class Answer(StrEnum):
    """The sorts of answers that are no error kind: a payload, none yet, one that was not captured,
    one that the contract does not list.
    """

    GOOD = "good"
    PENDING = "pending"
    NOT_CAPTURED = "not captured"
    UNLISTED = "unlisted"


def answer_of(request: Request, trace: Trace) -> Answer | ErrorKind:
    """What the attempt brought, as contract.md's table sorts it."""
    status = request.status
    if request.end is None:
        return Answer.PENDING
    if status is None:
        return ErrorKind.NETWORK
    if status == 200:
        return _of_200(request, trace)
    if status in FINAL:
        return FINAL[status]
    return ErrorKind.SERVER if status in (408, 429) or status >= 500 else Answer.UNLISTED


def payload_of(request: Request, rules: Rules) -> Json:
    """The payload within an answer to GET session; None where there is none."""
    found = at(request.body, rules.answer_payload)
    return None if found is ABSENT else found  # type: ignore[return-value]  # at() gives Json


def payload_fault(request: Request, trace: Trace) -> str:
    """What keeps a 200 from being this load's payload, as a clause for a person; '' for nothing."""
    payload = payload_of(request, trace.rules)
    found = fault_of(payload, trace.rules)
    if found:
        return found
    own = names(payload, trace.session, url_id_of(trace), trace.rules)
    return "" if own else "it is of another id"


def is_good(request: Request, trace: Trace) -> bool:
    """Whether the attempt brought this load's payload."""
    return answer_of(request, trace) is Answer.GOOD


def is_in_time(request: Request, trace: Trace) -> bool:
    """Whether the answer was there before the attempt's time was over."""
    ended = request.ended_ms
    return ended is not None and ended - request.began_ms <= trace.rules.timeout_ms


def url_id_of(trace: Trace) -> str:
    """The id in the load's address, decoded; the session's where the address has none."""
    return id_in(trace.url, trace.rules) or (trace.session.url_id if trace.session else "")


def id_in(url: str, rules: Rules) -> str:
    """The id in a runner's address, decoded; '' where it is none."""
    return address.id_in(url, rules.runner_path)


def told(request: Request) -> str:
    """The answer in a word for a person: its status, or why there was none."""
    if request.status is not None:
        return str(request.status)
    return request.failure or "no answer"


def _of_200(request: Request, trace: Trace) -> Answer | ErrorKind:
    if request.end is None or "body" not in request.end.detail:
        return Answer.NOT_CAPTURED
    return ErrorKind.CORRUPT if payload_fault(request, trace) else Answer.GOOD
