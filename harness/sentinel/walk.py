"""A real browser before a load run: it starts sessions as a person does, so that virtual users can
say what its pages say, and lends them its sign-in.

Two sessions are started, which are removed again where the profile says how.
"""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from pydantic import JsonValue

from harness.errors import BadSetting, NotObserved, Unsupported
from harness.load.account import Lent
from harness.load.walk import Heard, Replied, Walk
from harness.model.event import Event, Json
from harness.model.request import Request
from harness.model.word import Role
from harness.profile.template import at
from harness.racing.arena import Site, arena
from harness.stage.identity import identity_of
from harness.stage.mask import ends_s
from harness.stage.stage import Stage
from harness.stage.starter import Starter

STARTS = 2
REPLIES = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """What was shown: the starts, and the sign-ins of those who were asked for, by visitor."""

    walks: tuple[Walk, ...]
    lent: Mapping[str, Lent]


class Guide:
    """Plays the starts; `who` is whose sign-ins are wanted, the starter's first."""

    def __init__(self, who: Sequence[str], *, starts: int, replies: bool) -> None:
        self._who = who
        self._starts = starts
        self._replies = replies
        self.walks: list[Walk] = []
        self.lent: dict[str, Lent] = {}

    def play(self, stage: Stage) -> None:
        """The scenario: one act a start."""
        for _ in range(self._starts):
            self.walks.append(_walk(stage, _starter(stage, self._who[0]), replies=self._replies))
        for name in self._who:
            self.lent[name] = _lent(stage, name)


def look_ahead(
    executable: Path,
    site: Site,
    who: Sequence[str],
    *,
    starts: int = STARTS,
    replies: bool = False,
    proxy: Mapping[str, str] | None = None,
) -> Shown:
    """What a browser shows at the site. Raises BrowserLost, NotAdmitted, NotObserved for what does
    not work there, BadSetting for what virtual users could never say.
    """
    guide = Guide(who, starts=starts, replies=replies)
    with ExitStack() as stack:
        held = stack.enter_context(arena(executable, site, proxy=proxy))
        world = stack.enter_context(held.world("before-load", guide.play, ()))[0]
        played = world.stress(0, longest_ms=0)
    if len(guide.lent) < len(who):
        raise NotObserved(f"No session could be started: {played.ended}.")
    return Shown(tuple(guide.walks), guide.lent)


def _starter(stage: Stage, visitor: str) -> Starter:
    known = stage.place.profile.starters.items()
    own = [name for name, it in known if not it.owner and it.visitor == visitor]
    if not own:
        raise BadSetting(
            "The profile names no starter of somebody's own sessions (all have an 'owner'): "
            "virtual users start sessions for themselves. Name one, or write [load]."
        )
    return stage.starter(own[0])


def _walk(stage: Stage, starter: Starter, *, replies: bool) -> Walk:
    journey, profile = starter.start(), stage.place.profile
    begun = [it.text("url") for it in journey.events if it.what == "document"]
    url = next((it for it in begun if profile.url_id(it)), "")
    ids = identity_of(url, journey.events, profile)
    stored = _stored(journey.events, stage)
    start = _last(journey.all_requests, Role.START)
    create = _last(journey.all_requests, Role.CREATE)
    if create is None:
        raise BadSetting(
            "No page made a call that api.create names, so nobody knows how a session is created. "
            "Correct api.create, or write [load]."
        )
    return Walk(
        create=_heard(create),
        start=_heard(start) if start else None,
        url_id=ids.url_id,
        document_id=ids.document_id,
        entry_id=ids.entry_id,
        stored=stored,
        query=urlsplit(url).query if "?" not in profile.paths.runner else "",
        uid=stage.visitor(starter.recipe.visitor).uid,
        replies=tuple(_replies(stage, starter, stored)) if replies else (),
    )


def _replies(stage: Stage, starter: Starter, stored: JsonValue) -> list[Replied]:
    """Some answers, one after another; none where the profile has no steps for it, or nothing is
    stored by which it could be told what they change.
    """
    found: list[Replied] = []
    if not stage.place.profile.acts.answer or stored is None:
        return found
    for number in range(REPLIES):
        text, before = f"Answer {number + 1} of two.", stored
        starter.opened.answer(text)
        events = stage.journey().events
        call, stored = _last(stage.journey().all_requests, Role.ANSWER), _stored(events, stage)
        if call is None or call.status is None or call.status >= 400:
            break
        found.append(Replied(text, _heard(call), before, stored))
    return found


def _last(requests: Sequence[Request], role: Role) -> Request | None:
    found = [it for it in requests if it.role is role and it.status is not None]
    return found[-1] if found else None


def _heard(request: Request) -> Heard:
    parts = urlsplit(request.url)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    said = cast("JsonValue", _plain(request.begin.detail.get("sent")))
    told = cast("JsonValue", _plain(request.body))
    return Heard(request.method, path, said, request.status or 0, told)


def _stored(events: Sequence[Event], stage: Stage) -> JsonValue:
    """The payload of the entry that was written last; None for none."""
    written = [it for it in events if it.what == "storage.write" and it.text("role") == "entry"]
    if not written:
        return None
    entry = cast("JsonValue", _plain(written[-1].detail.get("value")))
    return at(entry, stage.place.profile.storage.payload)


def _plain(value: Json) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, Mapping):
        return {name: _plain(it) for name, it in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(it) for it in value]
    return value


def _lent(stage: Stage, name: str) -> Lent:
    """The visitor's sign-in: the token that their pages send, else the cookies that they have."""
    values = stage.source.values(name)
    if name in stage.place.profile.guests:
        return Lent(name, values=values)
    visitor = stage.visitor(name)
    state = stage.source.visa(visitor, token="valid", origin="").state or {}
    cookies = _cookies(state, stage.place.target.origin)
    try:
        bearer = stage.source.bearer(name, token="valid")
    except (NotObserved, Unsupported):
        if not cookies:
            raise
        bearer = ""
    return Lent(name, visitor.uid, bearer, cookies, ends_s(bearer), values)


def _cookies(state: Mapping[str, object], origin: str) -> dict[str, str]:
    """The cookies that the browser would send to the origin's calls."""
    host = urlsplit(origin).hostname or ""
    known = cast("list[dict[str, Any]]", state.get("cookies") or [])
    return {
        str(it["name"]): str(it["value"])
        for it in known
        if host == (domain := str(it.get("domain", "")).lstrip(".")) or host.endswith(f".{domain}")
    }
