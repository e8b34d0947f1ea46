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
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from harness.judge.consequence import depth, fact_of, may_follow, spreads
from harness.judge.failure import Failure
from harness.model.word import Status

_VARIES = re.compile(r"'[^']*'|\"[^\"]*\"|<[^>]*>|\b\w*\d(?:[\w.]*\w)?")
_ANSWER = re.compile(r"\d{3}, not \d{3}")
TOGETHER = 0.5
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
        """`200, not 410` where it is an answer's status that is wrong, '' elsewhere."""
        found = _ANSWER.search(self.failures[0].said)
        return found[0] if found and self.invariant == SCENARIO else ""


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
    """Whether the one may be why the other failed, where they failed together."""
    if cause.status is not Status.FAIL or cause.invariant == symptom.invariant:
        return False
    promised = all(cause.invariant in it.promises for it in symptom.failures)
    follows = promised or may_follow(symptom.line, cause.line)
    return follows and not _is_contrasted(cause, symptom)


def _is_explained(kind: Kind, broken: Sequence[Kind]) -> bool:
    helping = [it for it in broken if explains(it, kind)]
    return bool(helping) and kind.journeys <= frozenset().union(*(it.journeys for it in helping))


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
        if home is None:
            groups.append([kind])
        else:
            home.append(kind)
    return groups


def _order(kind: Kind) -> tuple[int, int, int, str]:
    """Earlier facts first, what spreads before what does not, the frequent before the rare."""
    return depth(kind.line), not spreads(kind.line), -len(kind.failures), kind.invariant


def _is_one(kind: Kind, other: Kind) -> bool:
    """Whether two roots are one cause: one invariant, one line, or one fact in the same loads."""
    if kind.field and other.field:
        return kind.field == other.field
    if SCENARIO in (kind.invariant, other.invariant):
        return _is_same_answer(kind, other)
    if kind.invariant == other.invariant:
        return not (_is_contrasted(kind, other) or _is_contrasted(other, kind))
    alike = fact_of(kind.line) is fact_of(other.line)
    if not (alike and spreads(kind.line) and spreads(other.line)):
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
        for it in kind.failures:
            place = _home(it, kind, groups, reach)
            (alone if place is None else by_group[place]).append(it)
    for place, group in enumerate(groups):
        yield Cause(tuple(group), kinds_of(by_group[place]))
    yield from (Cause((it,)) for it in kinds_of(alone))


def _reach(groups: Sequence[list[Kind]]) -> Mapping[int, frozenset[str]]:
    """The journeys in which each cause shows."""
    return {n: frozenset().union(*(it.journeys for it in own)) for n, own in enumerate(groups)}


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
