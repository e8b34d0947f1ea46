"""Which way a load's document took through a hosting, and which loads met it cold.

`x-vercel-id` is `<region of the edge>::<region of the function>::<id>`, the middle left out where
no function was asked. No header says that a function was cold (vercel.com/docs/headers): so the
first load of a run that was answered by each region's function is kept apart, as one that may have
been.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from harness.model.event import Phase
from harness.model.trace import Trace

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Passing:
    """What the answer of one document says of its way; '' for what it does not say."""

    id: str = ""
    cache: str = ""
    region: str = ""
    age: str = ""
    commit: str = ""

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.id or self.cache or self.commit)


def passing_of(trace: Trace) -> Passing:
    """The way of the load's own document."""
    answered = (it for it in trace.named("document") if it.kind is Phase.OK)
    answer = next(answered, None)
    headers = answer.detail.get("headers") if answer else None
    if not isinstance(headers, Mapping):
        return Passing()
    told = {name: str(headers.get(name) or "") for name in ("x-vercel-id", "x-vercel-cache", "age")}
    commit = str(headers.get(trace.rules.commit_header) or "") if trace.rules.commit_header else ""
    region = region_in(told["x-vercel-id"])
    return Passing(told["x-vercel-id"], told["x-vercel-cache"], region, told["age"], commit)


def region_in(vercel_id: str) -> str:
    """`fra1 → iad1`: the regions that an `x-vercel-id` names; '' for anything else."""
    *regions, _ = vercel_id.split("::") if "::" in vercel_id else [""]
    return " → ".join(regions)


def first_hits(loads: Iterable[tuple[T, Passing]]) -> Iterator[tuple[T, Passing, bool]]:
    """Each load in the order in which it was played, with whether it is the first that the function
    of its region answered; what a cache answered asked no function.
    """
    met: set[str] = set()
    for it, way in loads:
        asked = bool(way.id) and way.cache not in ("HIT", "STALE", "PRERENDER")
        first = asked and way.region not in met
        if first:
            met.add(way.region)
        yield it, way, first


def told_of(ways: Iterable[Passing]) -> dict[str, str]:
    """What a run's loads say of their ways together: `region`, `cache` with how often each, and the
    first `vercel_id`; empty where none says anything.
    """
    seen = [it for it in ways if it.id]
    if not seen:
        return {}
    caches = [it.cache or "unsaid" for it in seen]
    return {
        "region": ", ".join(dict.fromkeys(it.region for it in seen if it.region)),
        "cache": ", ".join(f"{it} {caches.count(it)}" for it in dict.fromkeys(caches)),
        "vercel_id": seen[0].id,
    }
