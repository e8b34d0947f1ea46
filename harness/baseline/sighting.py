"""What loads on two sides came to, and what they are compared by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from harness.baseline.turn import Side, Turn
from harness.compare.sides import Side as Group
from harness.model.word import Layer


@dataclass(frozen=True, slots=True)
class Sighting:
    """One load, meant for a layer; `took_ms` from its begin to its end on its tab's clock, and
    `wrong` says why it did not end ready by that layer, '' where it did. Where it is not `seen`,
    nobody knows what became of it, and `wrong` says why.
    """

    turn: Turn
    meant: Layer
    took_ms: float
    wrong: str = ""
    seen: bool = True

    @property
    def group(self) -> str:
        """What it is compared within."""
        return f"{self.turn.starter}, {self.meant}"


def groups(seen: Iterable[Sighting], side: Side) -> Mapping[str, Group]:
    """The side's loads by starter and layer, without the cold ones and those that nobody saw."""
    own = [it for it in seen if it.turn.side is side and it.seen and not it.turn.is_cold]
    return {name: _group([it for it in own if it.group == name]) for name in _names(own)}


def cold(seen: Iterable[Sighting]) -> Mapping[str, Mapping[Side, Sighting]]:
    """The first hit of each group on each side."""
    found: dict[str, dict[Side, Sighting]] = {}
    for it in seen:
        if it.turn.is_cold:
            found.setdefault(it.group, {}).setdefault(it.turn.side, it)
    return found


def unseen(seen: Iterable[Sighting]) -> list[Sighting]:
    """Those that nobody saw; they count for neither side."""
    return [it for it in seen if not it.seen]


def _names(seen: Sequence[Sighting]) -> list[str]:
    return list(dict.fromkeys(it.group for it in seen))


def _group(seen: Sequence[Sighting]) -> Group:
    took = sorted(it.took_ms for it in seen if not it.wrong)
    return Group(len(took), len(seen), took)
