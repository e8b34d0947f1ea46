"""The wait between two attempts, as far as it can be measured from outside."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from harness.judge.answer import Answer, answer_of, is_in_time
from harness.judge.timing import ended_by, parked_ms
from harness.model.request import Request
from harness.model.trace import Trace
from harness.model.word import ErrorKind, Role

WAITED = (ErrorKind.NETWORK, ErrorKind.SERVER, Answer.PENDING)


@dataclass(frozen=True, slots=True)
class Gap:
    """From an attempt's answer (or timeout) to the next attempt. `number` counts from 1.

    `is_clean` says that auth asked for nothing meanwhile: else the stretch may hold an attempt that
    never got as far as a request.
    """

    number: int
    before: Request
    after: Request
    length_ms: float
    is_clean: bool

    @property
    def evidence(self) -> tuple[int, ...]:
        """The seqs of both attempts."""
        return (*self.before.evidence, self.after.begin.seq)


def gaps(trace: Trace) -> tuple[Gap, ...]:
    """The waits of a load that followed an answer worth another try; what a gate held is taken off.

    The attempt after a 401 is made at once with a fresh token, and what followed an answer that is
    final is no wait.
    """
    return tuple(_gaps(trace))


def _gaps(trace: Trace) -> Iterator[Gap]:
    attempts = trace.attempts
    refused = 0
    for number, (before, after) in enumerate(pairwise(attempts), start=1):
        answer = answer_of(before, trace)
        refused += answer is ErrorKind.SIGNED_OUT
        if not (answer in WAITED or (answer is Answer.GOOD and not is_in_time(before, trace))):
            continue
        since = ended_by(before, trace)
        length = after.began_ms - since - parked_ms(trace, since, after.began_ms)
        between = (before.begin.seq, after.begin.seq)
        auth = [it for it in trace.requests(Role.AUTH) if between[0] < it.begin.seq < between[1]]
        yield Gap(number, before, after, length, not auth and not refused)
