"""Nothing is asked in a storm."""

import re
from collections import defaultdict
from urllib.parse import urlsplit

from harness.invariants.invariant import LoadInvariant
from harness.model.request import Request
from harness.model.rules import Rules
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed
from harness.model.word import Role

# What the page asks because a person went on with the interview.
PERSONS = (Role.ANSWER, Role.END, Role.START, Role.CREATE)


def judge(trace: Trace) -> Ruling:
    """Fails a load that asks one endpoint more often than the rules' storm limit.

    Auth may be asked twice for each attempt and twice more; the session's own requests have a
    closer limit of their own. Endpoints are told apart by method and path. What the profile ignores
    is not counted.
    """
    asked: dict[str, list[Request]] = defaultdict(list)
    for it in trace.all_requests:
        if it.role not in PERSONS and not _is_noise(it, trace.rules):
            asked[_endpoint(it)].append(it)
    if not asked:
        return not_applicable("Nothing was asked.")
    for endpoint, requests in asked.items():
        allowed = _allowed(trace, requests[0].role)
        if len(requests) > allowed:
            return failed(
                f"{endpoint} was asked {len(requests)} times in one load; {allowed} are allowed.",
                *(it.begin.seq for it in requests[: allowed + 1]),
                examined=len(trace.all_requests),
            )
    return passed(len(trace.all_requests))


def _is_noise(request: Request, rules: Rules) -> bool:
    said = f"{request.method} {request.url}"
    return any(re.search(it, said) for it in rules.ignored_requests)


def _endpoint(request: Request) -> str:
    parts = urlsplit(request.url)
    return f"{request.method} {parts.scheme}://{parts.netloc}{parts.path}"


def _allowed(trace: Trace, role: Role) -> int:
    limit = trace.rules.storm_limit
    return min(limit, 2 * trace.rules.attempts + 2) if role is Role.AUTH else limit


INVARIANT = LoadInvariant("no-storm", "runner.storm", judge, by_presence=True)
