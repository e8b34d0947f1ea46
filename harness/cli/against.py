"""Two addresses beside each other: the same loads on both, interleaved, in one browser each.

turns         cold pair, then AB, BA, AB, …    until all are played, or the time is over
sightings     by starter and layer             success, and how long the ready ones took
rows          better, worse, same, not shown   by intervals, and margins that were said before
told          what so many loads can show      by a power calculation from the loads themselves
"""

import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from itertools import groupby

from harness.baseline.look import Looker
from harness.baseline.sighting import Sighting, cold, groups, unseen
from harness.baseline.turn import Side, turns
from harness.browser.proxy import proxy_from
from harness.cli import speech
from harness.compare.change import Difference
from harness.compare.reach import reach
from harness.compare.sides import Margins, Row, only_in, rows
from harness.errors import BrowserLost, Inconclusive
from harness.machine.browser import find_browser
from harness.model.comparison import ColdHit, Compared, Comparison
from harness.model.target import Target
from harness.model.word import Capability
from harness.profile.profile import Profile
from harness.racing.arena import Site
from harness.settings.settings import Settings, without_password
from harness.settings.writing import is_production
from harness.stage.tag import headers_with, tag_of

PAIRS = 20


@dataclass(frozen=True, slots=True)
class Beside:
    """What both sides came to, and how many sessions were made there and removed again."""

    comparison: Comparison
    created: int
    cleaned: int


def beside(
    before: Settings,
    after: Settings,
    profile: Profile,
    run: str,
    *,
    pairs: int = PAIRS,
    margins: Margins | None = None,
    limit_s: float | None = None,
) -> Beside:
    """Plays the turns on both addresses and compares them; the browser is found by `after`'s
    settings. Raises NoBrowser, BrowserLost where not even the cold pair was played, Inconclusive
    where nothing could be seen of one side.
    """
    starters = [it for it in profile.starters if not after.starter or it in after.starter]
    settings = {Side.BEFORE: before, Side.AFTER: after}
    lookers = {side: Looker(side, without_password(it.url)) for side, it in settings.items()}
    browser = find_browser(
        full=after.full_browser, explicit=after.browser_path or None, environ=os.environ
    )
    seen: list[Sighting] = []
    with ExitStack() as stack:
        for side, looker in lookers.items():
            site = _site(settings[side], profile, run)
            proxy = proxy_from(os.environ, url=settings[side].url)
            stack.enter_context(looker.looking(browser.path, site, proxy=proxy))
        ended = _play(lookers, starters, pairs, seen, limit_s)
    comparison = compared(seen, margins or Margins(), ended=ended)
    named = replace(comparison, before=lookers[Side.BEFORE].url, after=lookers[Side.AFTER].url)
    created, cleaned = (
        sum(getattr(it, name) for it in lookers.values()) for name in ("created", "cleaned")
    )
    return Beside(named, created, cleaned)


def compared(seen: Sequence[Sighting], margins: Margins, *, ended: str = "") -> Comparison:
    """What the sightings show, without the addresses."""
    old, new = groups(seen, Side.BEFORE), groups(seen, Side.AFTER)
    found = rows(old, new, margins)
    pairs = {it.turn.pair for it in seen if not it.turn.is_cold}
    return Comparison(
        before="",
        after="",
        pairs=len(pairs),
        rows=tuple(_compared(it) for it in found),
        cold=tuple(_cold(seen)),
        only_before=tuple(only_in(old, new)),
        only_after=tuple(only_in(new, old)),
        told=(*reach(old, margins, len(found)), *_unseen(seen), *([ended] if ended else [])),
        unseen=len(unseen(seen)),
        margins=asdict(margins),
    )


def rows_of(it: Comparison) -> list[Row]:
    """The rows as `compare` shows them."""
    return [
        Row(
            row.group,
            row.figure,
            row.before,
            row.after,
            row.samples,
            Difference(
                row.grew, row.low, row.high, row.margin, more_is_bad=row.figure != "success"
            ),
        )
        for row in it.rows
    ]


def _play(
    lookers: Mapping[Side, Looker],
    starters: Sequence[str],
    pairs: int,
    seen: list[Sighting],
    limit_s: float | None,
) -> str:
    """Plays whole pairs until all are played; says why it ended before, '' where it did not."""
    began_s = time.monotonic()
    for pair, its in groupby(turns(starters, pairs), key=lambda it: it.pair):
        spent_s = time.monotonic() - began_s
        if pair and limit_s is not None and spent_s >= limit_s:
            return f"The time was over after {pair - 1} of {pairs} pairs."
        if pair == 1:
            _refuse_blind(seen, lookers)
            said = f"{pairs} pairs of {', '.join(starters)}: about {spent_s * pairs:.0f} s"
            speech.say(said, style="dim")
        try:
            played = [it for turn in its for it in lookers[turn.side].look(turn)]
        except BrowserLost as error:
            if not pair:
                raise
            return f"The browser was lost after {pair - 1} of {pairs} pairs: {error}"
        seen += played
    return ""


def _refuse_blind(seen: Sequence[Sighting], lookers: Mapping[Side, Looker]) -> None:
    """Raises Inconclusive where nothing at all could be seen of a side's first hits."""
    for side, looker in lookers.items():
        own = [it for it in seen if it.turn.side is side]
        if own and not any(it.seen for it in own):
            raise Inconclusive(f"Nothing could be observed at {looker.url}: {own[0].wrong}")


def _site(settings: Settings, profile: Profile, run: str) -> Site:
    tag = tag_of(run)
    target = Target(
        profile.name,
        settings.url,
        frozenset({Capability.SIGN_IN}),
        headers=headers_with(tag, settings.plain_headers),
        run=run,
        tag=tag,
        is_production=is_production(settings, profile),
    )
    return Site(target, profile, insecure=settings.insecure)


def _compared(row: Row) -> Compared:
    it = row.difference
    return Compared(
        row.group,
        row.figure,
        row.before,
        row.after,
        row.samples,
        it.grew,
        it.low,
        it.high,
        it.margin,
        str(it.change),
    )


def _unseen(seen: Sequence[Sighting]) -> Iterator[str]:
    lost = unseen(seen)
    for side in Side:
        if own := [it for it in lost if it.turn.side is side]:
            why = Counter(it.wrong for it in own).most_common(1)[0][0]
            yield f"{len(own)} loads {side} were not seen, and do not count: {why}"


def _cold(seen: Iterable[Sighting]) -> Iterator[ColdHit]:
    for group, sides in cold(seen).items():
        yield ColdHit(group, *(_first(sides.get(it)) for it in (Side.BEFORE, Side.AFTER)))


def _first(hit: Sighting | None) -> str:
    if hit is None:
        return "not played"
    return hit.wrong or f"{hit.took_ms:.0f} ms"
