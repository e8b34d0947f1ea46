"""What became of every arrival, by number: none of them is dropped in silence.

    offered = done + failed + cut off + not begun + lost

`done`      the visitor had their session, whichever layer supplied it
`failed`    they had not: an error, or an interview that could not be started (`not_started` of it)
`cut_off`   the end of the run stopped them in the middle
`not_begun` their moment came, and no user was free before the end
`lost`      they were a worker's that died before it had told what became of them
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(slots=True)
class Ledger:
    """Numbers of arrivals. In a closed run nothing is offered, not begun or lost."""

    offered: int = 0
    done: int = 0
    failed: int = 0
    not_started: int = 0
    cut_off: int = 0
    not_begun: int = 0
    lost: int = 0

    @property
    def accounted(self) -> int:
        """All of which is known what became of them."""
        return self.done + self.failed + self.cut_off + self.not_begun + self.lost

    def count(self, fate: str) -> None:
        """One more load of a closed run; `not_started` is a failed one, too."""
        self.failed += fate == "not_started"
        setattr(self, fate, getattr(self, fate) + 1)

    def merge(self, other: Mapping[str, int]) -> None:
        """Adds another process's numbers; raises KeyError where one is missing."""
        for it in NAMES:
            setattr(self, it, getattr(self, it) + other[it])

    def plain(self) -> dict[str, int]:
        """The numbers by name."""
        return {it: getattr(self, it) for it in NAMES}


NAMES = tuple(it.name for it in fields(Ledger))
