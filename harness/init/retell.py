"""From a recording to a walk: who signed in, what they started and did, as if it had been walked.

What a person does not show, error screens above all, is looked at afterwards in one of their
sessions that is still open, in a browser that holds what theirs held.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from harness.errors import NotObserved
from harness.init.deeds import steps_of
from harness.init.ids import ids_beside, word_in
from harness.init.look import Say, Tried, look_at, runner_of
from harness.init.opening import Doing, Opening, doings, openings, waiting
from harness.init.person import SignedIn, home_of
from harness.init.signing import Signing, email_in, signing_out, signings
from harness.init.storage import uid_in
from harness.init.visitors import named, worded_for
from harness.init.walk import Account, Begun, Home, Looker, Runner, State, Walk
from harness.init.watched import Act, Watched

ANONYMOUS = "Nobody typed a password, so how people sign in is not known."
ALL_ENDED = "Every session was ended, so no error screen was seen: leave one open the next time."
NOTHING = "No session was opened: sign in, and use the starters one after the other."

AccountOf = Callable[[str, str], Account]


@dataclass(frozen=True, slots=True)
class Started:
    """A session, by its ids (the address's first), with what was done in it; `rest` is the moment
    in which its runner was at rest.
    """

    ids: tuple[str, ...]
    begun: Begun
    doings: tuple[Doing, ...]
    rest: int

    @property
    def is_over(self) -> bool:
        """Whether it was ended."""
        return any(it.kind == "end" for it in self.doings)

    @property
    def lost(self) -> int:
        """How many answers to writes were lost: a page that goes on at once takes them along."""
        return sum(not (it.reads or it.beacon) and it.got is None for it in self.begun.exchanges)


@dataclass(frozen=True, slots=True)
class Told:
    """What a recording tells by itself."""

    homes: tuple[Home, ...]
    started: tuple[Started, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """What one account did, from its sign-in to the next one's, the moment `end`."""

    signing: Signing
    end: int
    openings: tuple[Opening, ...]
    home: Home


def retold(watched: Watched, given: Mapping[str, str], account_of: AccountOf) -> Told:
    """What the recording tells. `given` names visitors by their addresses, `account_of` makes an
    account of a visitor's name and address. Raises NotObserved where it shows nothing at all.
    """
    if not watched.moments:
        raise NotObserved("Nothing was done and nothing seen, so there is no profile to write.")
    parts = _parts(watched)
    homes = _homes(watched, parts, given, account_of)
    pairs = list(zip(parts, homes, strict=True))
    started = [it for part, home in pairs for it in _started(watched, part, home, homes)]
    notes = [] if parts[0].signing.acts else [ANONYMOUS]
    notes += [] if started else [NOTHING]
    first: dict[str, Home] = {}
    for it in homes:
        first.setdefault(it.account.name, it)
    return Told(tuple(first.values()), tuple(_once(started)), tuple(notes))


def _parts(watched: Watched) -> list[_Part]:
    moments = watched.moments
    acts = [n for n, it in enumerate(moments) if it.act]
    signed = signings(moments) or [Signing((), (acts or [len(moments) - 1])[0])]
    ends = [*(it.acts[0] for it in signed[1:]), len(moments)]
    return [
        _Part(it, end, tuple(openings(watched, it.home, end)), _home(watched, it))
        for it, end in zip(signed, ends, strict=True)
    ]


def _acts(watched: Watched, numbers: Sequence[int]) -> list[Act]:
    return [it for it in (watched.moments[n].act for n in numbers) if it]


def _home(watched: Watched, signing: Signing) -> Home:
    """Their own page; who it is, is told by an address alone as yet."""
    email = email_in(_acts(watched, signing.acts))
    there = watched.moments[signing.home]
    first = watched.moments[signing.acts[0]] if signing.acts else None

    def written(act: Act) -> str:
        if act.verb == "fill" and act.element.kind == "password":
            return "{password}"
        return "{email}" if email and act.verb == "fill" and act.value == email.value else act.value

    steps = steps_of([watched.moments[n] for n in signing.acts], written)
    begins = signing.acts[0] if signing.acts else 0
    return home_of(
        Account("", email.value if email else "", "", ""),
        there.page,
        form=SignedIn(first.path if first else "", steps),
        before=first.stored if first else {},
        after=there.stored,
        exchanges=watched.exchanges[watched.moments[begins].asked : there.asked],
        bearer=there.bearer,
    )


def _homes(
    watched: Watched, parts: Sequence[_Part], given: Mapping[str, str], account_of: AccountOf
) -> list[Home]:
    """The parts' homes, with accounts: who signed in twice is one visitor."""
    acts = [_acts(watched, [n for it in part.openings for n in it.acts]) for part in parts]
    names = named([it.home for it in parts], acts, given)
    found = []
    for part, name in zip(parts, names, strict=True):
        out = signing_out(watched.moments, part.signing, part.end) if part.signing.acts else []
        steps = steps_of([watched.moments[n] for n in out], lambda act: act.value)
        account = account_of(name, part.home.account.email)
        found.append(replace(part.home, account=account, sign_out_steps=steps))
    return found


def _started(watched: Watched, part: _Part, home: Home, homes: Sequence[Home]) -> list[Started]:
    written = worded_for(home, homes)
    return [
        Started(
            (it.id, *dict.fromkeys(ids_beside(watched.exchanges, it.id))),
            _begun(watched, it, home, written),
            tuple(doings(watched, it, part.end)),
            it.rest,
        )
        for it in part.openings
    ]


def _begun(watched: Watched, it: Opening, home: Home, written: Callable[[Act], str]) -> Begun:
    moments = watched.moments
    start, rest = moments[it.acts[0]], moments[it.rest]
    seen = moments[it.shown].page.url
    return Begun(
        account=home.account.name,
        path=start.path,
        steps=steps_of([moments[n] for n in it.acts], written),
        word=word_in(seen, it.id) or start.path.strip("/").rpartition("/")[2] or "home",
        same_tab=moments[it.shown].tab == moments[it.acts[-1]].tab,
        url=seen,
        exchanges=tuple(watched.exchanges[start.asked : rest.asked]),
        before=start.stored,
        after=rest.stored,
        page=rest.page,
        waiting=waiting(moments, it),
    )


def _once(started: Sequence[Started]) -> list[Started]:
    """One for each starter, and of several sessions one that is still open."""
    found: dict[tuple[str, str, str], Started] = {}
    for it in sorted(started, key=lambda it: it.is_over):
        found.setdefault((it.begun.account, it.begun.path, str(it.begun.steps)), it)
    return sorted(found.values(), key=lambda it: it.rest)


def walk_of(watched: Watched, told: Told, looker: Looker, say: Say) -> Walk:
    """The walk, its runner looked at in a session that is still open, and best known."""
    open_first = sorted(told.started, key=lambda it: (it.is_over, it.lost))
    begun = tuple(it.begun for it in open_first)
    notes = list(told.notes)
    runner = None
    if open_first:
        notes += [ALL_ENDED] if open_first[0].is_over else []
        runner, more = _runner(watched, told, open_first[0], looker, say)
        notes += more
    whose = begun[0].account if begun else ""
    homes = sorted(told.homes, key=lambda it: it.account.name != whose)
    return Walk(watched.origin, tuple(homes), begun, runner, tuple(notes))


def _runner(
    watched: Watched, told: Told, started: Started, looker: Looker, say: Say
) -> tuple[Runner, Sequence[str]]:
    state: State | None = watched.state_at(started.rest)
    looker.enter(state)
    looked = look_at(looker, started.begun, say)
    if not looked.errors:
        # It could not be had again; what the person saw of it was there all the same.
        looked = replace(looked, ready=started.begun.page)
    runner = runner_of(
        looked,
        started.begun,
        uid=uid_in(watched.moments[started.rest].bearer),
        answer=_tried(watched, started, told.started, "answer"),
        end=_tried(watched, started, told.started, "end"),
    )
    return runner, looked.notes


def _tried(watched: Watched, own: Started, all_: Sequence[Started], kind: str) -> Tried:
    """The first act of that kind in any session, told as if it had been the one that was looked
    at; what was typed in it stands for whatever is to be handed in.
    """
    found = [(it, one) for it in (own, *all_) for one in it.doings if one.kind == kind]
    if not found:
        return Tried()
    whose, did = found[0]
    moments = [watched.moments[n] for n in did.acts]
    steps = steps_of(moments, lambda act: "{answer}" if act.verb == "fill" else act.value)
    pairs = list(zip(whose.ids, own.ids, strict=False))
    return Tried(steps, tuple(replace(it, url=_exchanged(it.url, pairs)) for it in did.asked))


def _exchanged(url: str, pairs: Sequence[tuple[str, str]]) -> str:
    for theirs, ours in pairs:
        url = url.replace(theirs, ours)
    return url
