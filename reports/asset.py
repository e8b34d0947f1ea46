"""Which requests merely fetch the page's files: scripts, styles, pictures.

A page fetches dozens of them; where they arrive, they say nothing, and where they do not, much.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from harness.model.event import Event
from harness.model.journey import Journey
from harness.model.request import Request
from harness.model.word import Role


def is_asset(request: Request) -> bool:
    """Whether the page itself asked for it, not its code."""
    role, initiator = request.role, request.begin.text("initiator")
    return role is Role.ASSET or (role is Role.OTHER and initiator == "resource")


def arrived(request: Request) -> bool:
    """Whether an answer came that is no error."""
    return request.status is not None and request.status < 400


def telling(journey: Journey, keep: Iterable[int] = ()) -> tuple[Event, ...]:
    """The journey's events without those of files that arrived; `keep` are seqs that stay."""
    silent = _silent(journey).difference(keep)
    return tuple(it for it in journey.events if it.seq not in silent)


def _silent(journey: Journey) -> set[int]:
    files = [it for it in journey.all_requests if is_asset(it) and arrived(it)]
    paths = {urlsplit(it.url).path for it in files}
    pairs = {it.pair for it in journey.of("server") if it.text("path") in paths}
    pairs -= {it.pair for it in journey.of("server") if _is_error(it)}
    own = {seq for it in files for seq in it.evidence}
    return own | {it.seq for it in journey.of("server") if it.pair and it.pair in pairs}


def _is_error(event: Event) -> bool:
    status = event.detail.get("status")
    return isinstance(status, int) and status >= 400
