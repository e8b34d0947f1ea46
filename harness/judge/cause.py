"""From failures to causes: what is broken, and what else fails only because of that.

    failure     one verdict in one journey
    kind        failures of one invariant that say the same of the same field
    cause       the kinds that nothing explains and that belong together, with what they explain

A kind is explained by others where each of its journeys holds a failure of theirs that it may
follow from (`consequence`). Where a starter breaks the one and keeps the other in the very same
scenario, the one does not explain the other. So a fault that shows anywhere by itself stays a cause
of its own, however often it meets another.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from harness.judge.consequence import depth, fact_of, may_follow, spreads
from harness.judge.failure import Failure
from harness.model.word import Status

_VARIES = re.compile(r"'[^']*'|\"[^\"]*\"|<[^>]*>|\b\w*\d(?:[\w.]*\w)?")
_ANSWER = re.compile(r"\d{3}, not (\d{3})")
TOGETHER = 0.5
HARDLY = 0.25
SCENARIO = "scenario"


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """Failures of one invariant that say the same, of whichever starter.

    `journeys` are those in which it failed, `contexts` what was played when it did, and `guards`
    the lines of the contract that it speaks for.
    """

    failures: tuple[Failure, ...]
    journeys: frozenset[str]
    contexts: frozenset[tuple[str, tuple[str, ...]]]
    guards: frozenset[str]

    @property
    def invariant(self) -> str:
        """The invariant that failed."""
        return self.failures[0].verdict.invariant

    @property
    def line(self) -> str:
        """The line of the contract that is broken."""
        return self.failures[0].verdict.line

    @property
    def status(self) -> Status:
        """FAIL or UNKNOWN, the same for all of them."""
        return self.failures[0].verdict.status

    @property
    def field(self) -> str:
        """The payload's field that it is about, '' for none."""
        return self.failures[0].look.field

    @property
    def answer(self) -> str:
        """`410` where an answer should have had that status and had not, '' elsewhere."""
        found = _ANSWER.search(self.failures[0].said)
        return found[1] if found and self.invariant == SCENARIO else ""


@dataclass(frozen=True, slots=True)
class Cause:
    """What is broken (`roots`, the first tells it best) and what else fails for it."""

    roots: tuple[Kind, ...]
    symptoms: tuple[Kind, ...] = ()

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """All that failed for it, the roots first."""
        return self.roots + self.symptoms


def causes(failures: Iterable[Failure]) -> tuple[Cause, ...]:
    """The causes, each failure in exactly one of them; in no particular order."""
    kinds = kinds_of(failures)
    broken = [it for it in kinds if it.status is Status.FAIL]
    roots = [it for it in broken if not _is_explained(it, broken)]
    groups = _joined(roots)
    explained = [it for it in kinds if it not in roots]
    return tuple(_with_symptoms(groups, explained))


def kinds_of(failures: Iterable[Failure]) -> tuple[Kind, ...]:
    """The failures grouped by what they say, in the order in which they first come."""
    found: dict[tuple[str, ...], list[Failure]] = defaultdict(list)
    for it in failures:
        said = it.verdict
        own = it.context[0] if said.invariant == SCENARIO else it.look.field
        found[said.invariant, template(it.said or said.reason), own, said.status].append(it)
    return tuple(_kind(its) for its in found.values())


def _kind(failures: Iterable[Failure]) -> Kind:
    known = tuple(failures)
    own = {it.verdict.line for it in known if it.verdict.invariant != SCENARIO}
    return Kind(
        known,
        frozenset(it.journey for it in known),
        frozenset(it.context for it in known),
        frozenset(own).union(*(it.guards for it in known)),
    )


def template(reason: str) -> str:
    """The reason without what varies from load to load: figures, ids, quoted words."""
    return _VARIES.sub("…", reason.partition("\n")[0])


def explains(cause: Kind, symptom: Kind) -> bool:
    """Whether the one may be why the other failed, where they failed together.

    What could not be found out may be for a failure of the very same fact, too.
    """
    if cause.status is not Status.FAIL or cause.invariant == symptom.invariant:
        return False
    promised = all(cause.invariant in it.promises for it in symptom.failures)
    open_too = symptom.status is Status.UNKNOWN and _is_alike(cause, symptom)
    follows = promised or open_too or may_follow(symptom.line, cause.line)
    return follows and not _is_contrasted(cause, symptom)


def _is_alike(kind: Kind, other: Kind) -> bool:
    """Whether they are about one fact, and could be one cause at all."""
    alike = fact_of(kind.line) is fact_of(other.line)
    return alike and spreads(kind.line) and spreads(other.line)


def _is_explained(kind: Kind, broken: Sequence[Kind]) -> bool:
    """Everywhere; for what spreads itself mostly is enough, if the others hardly held elsewhere."""
    helping = [it for it in broken if explains(it, kind)]
    covered = kind.journeys & _union(helping)
    if not covered or covered == kind.journeys:
        return bool(covered)
    rest = [it for it in kind.failures if it.journey not in covered]
    held = {it.journey for it in rest if any(other.invariant in it.well for other in helping)}
    mostly = len(covered) >= TOGETHER * len(kind.journeys)
    return spreads(kind.line) and mostly and len(held) <= HARDLY * len(covered)


def _union(kinds: Iterable[Kind]) -> frozenset[str]:
    return frozenset().union(*(it.journeys for it in kinds))


def _is_contrasted(cause: Kind, symptom: Kind) -> bool:
    """Whether the cause was there and the symptom was not, with another starter in a scenario
    that showed both.
    """
    return any(
        it.context in symptom.contexts
        and it.journey not in symptom.journeys
        and symptom.invariant in it.well
        for it in cause.failures
    )


def _joined(roots: Sequence[Kind]) -> list[list[Kind]]:
    """The roots that are one cause, the earliest and most frequent of each first."""
    groups: list[list[Kind]] = []
    for kind in sorted(roots, key=_order):
        home = next((it for it in groups if any(_is_one(kind, other) for other in it)), None)
        home = home or _only_home(kind, groups)
        if home is None:
            groups.append([kind])
        else:
            home.append(kind)
    return groups


def _only_home(kind: Kind, groups: Sequence[list[Kind]]) -> list[Kind] | None:
    """For a scenario that asked without a browser, and saw another value than it should: the only
    cause there is of a fact that it is about.
    """
    if kind.invariant != SCENARIO or kind.answer or not _is_unseen(kind):
        return None
    facts = {fact_of(it) for it in kind.guards}
    fits = [it for it in groups if fact_of(it[0].line) in facts and spreads(it[0].line)]
    return fits[0] if len(fits) == 1 else None


def _is_unseen(kind: Kind) -> bool:
    """Whether no browser was there: the failures stand for their scenarios, not for journeys."""
    return all(it.journey == it.scenario for it in kind.failures)


def _order(kind: Kind) -> tuple[int, int, int, str]:
    """Earlier facts first, what spreads before what does not, the frequent before the rare."""
    own = kind.invariant == SCENARIO
    return depth(kind.line), own or not spreads(kind.line), -len(kind.failures), kind.invariant


def _is_one(kind: Kind, other: Kind) -> bool:
    """Whether two roots are one cause: one invariant, one line, or one fact in the same loads."""
    if kind.field and other.field:
        return kind.field == other.field
    if SCENARIO in (kind.invariant, other.invariant):
        return _is_same_answer(kind, other)
    if kind.invariant == other.invariant:
        return not (_is_contrasted(kind, other) or _is_contrasted(other, kind))
    if not _is_alike(kind, other):
        return False
    shared = kind.journeys & other.journeys
    return len(shared) >= TOGETHER * max(len(kind.journeys), len(other.journeys))


def _is_same_answer(kind: Kind, other: Kind) -> bool:
    """Whether a scenario's own failure is what the other says: a line, or a status, in common."""
    if kind.answer and other.answer:
        return kind.answer == other.answer
    return bool(kind.guards & other.guards)


def _with_symptoms(groups: Sequence[list[Kind]], explained: Sequence[Kind]) -> Iterable[Cause]:
    """Each explained failure goes to the cause that was there in its journey."""
    by_group: dict[int, list[Failure]] = defaultdict(list)
    alone: list[Failure] = []
    reach = _reach(groups)
    for kind in explained:
        places = [_home(it, kind, groups, reach) for it in kind.failures]
        usual = _usual(places) if kind.status is Status.FAIL else None
        for it, own in zip(kind.failures, places, strict=True):
            place = usual if own is None else own
            (alone if place is None else by_group[place]).append(it)
    for place, group in enumerate(groups):
        yield Cause(tuple(group), kinds_of(by_group[place]))
    yield from (Cause((it,)) for it in kinds_of(alone))


def _usual(places: Iterable[int | None]) -> int | None:
    known = Counter(it for it in places if it is not None)
    return known.most_common(1)[0][0] if known else None


def _reach(groups: Sequence[list[Kind]]) -> Mapping[int, frozenset[str]]:
    """The journeys in which each cause shows."""
    return {place: _union(own) for place, own in enumerate(groups)}


def _home(
    failure: Failure,
    kind: Kind,
    groups: Sequence[list[Kind]],
    reach: Mapping[int, frozenset[str]],
) -> int | None:
    """The cause that explains this one failure; None for what nothing explains."""
    fits = [
        place
        for place, group in enumerate(groups)
        if failure.journey in reach[place] and any(explains(it, kind) for it in group)
    ]
    return min(fits, key=lambda it: len(reach[it]), default=None)
