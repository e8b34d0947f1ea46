"""The runner is rendered per request, never taken from a cache."""

import re

from harness.invariants.invariant import LoadInvariant
from harness.judge.arrival import arrival, headers_of
from harness.model.trace import Trace
from harness.model.verdict import Ruling, failed, not_applicable, passed, unknown

MAY_CACHE = re.compile(r"(?:^|[\s,])(?:public|immutable|s-maxage=[1-9]|max-age=[1-9])")
NO_CACHE = re.compile(r"no-store|no-cache|private|max-age=0")
FROM_CACHE = ("HIT", "STALE", "PRERENDER", "REVALIDATED")


def judge(trace: Trace) -> Ruling:
    """Fails a runner's document that came from a shared cache, or that one may keep.

    RFC 9111: `Age` above 0 is an answer from a cache; without a directive against it, a 200 may be
    kept.
    """
    event = arrival(trace)
    if event is None or event.detail.get("status") != 200:
        return not_applicable("No document was answered 200.")
    headers = {name: str(value) for name, value in headers_of(event).items()}
    if not headers:
        return unknown("The document's headers were not seen.", event.seq)
    fault = _fault(headers)
    return failed(fault, event.seq) if fault else passed()


def _fault(headers: dict[str, str]) -> str:
    control = headers.get("cache-control", "").casefold()
    age = headers.get("age", "0").strip()
    cache = headers.get("x-vercel-cache", headers.get("x-nextjs-cache", "")).upper()
    if cache in FROM_CACHE:
        return f"The runner came from a cache: x-vercel-cache is {cache}."
    if age.isdigit() and int(age) > 0:
        return f"The runner came from a cache: it was {age} s old."
    if MAY_CACHE.search(control) and "no-store" not in control:
        return f"A cache may keep the runner: cache-control is '{control}'."
    if not NO_CACHE.search(control):
        return "A cache may keep the runner: its cache-control does not forbid it."
    return ""


INVARIANT = LoadInvariant("route-is-dynamic", "runner.route.dynamic", judge, by_presence=True)
