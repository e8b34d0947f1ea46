"""How often a fault shows when the scenario that shows it is played again, as it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The fault was seen in `seen` of `plays`, the first included, of the scenario `check`.

    `differed` are the lines in which the story of a play without the fault differs from the one
    with it, `-` with and `+` without; empty where it was always seen. `unended` plays came to no
    result, and count nowhere. It changes no verdict: a fault that is seen once is there.
    """

    check: str
    seen: int
    plays: int
    differed: tuple[str, ...] = ()
    unended: int = 0

    @property
    def is_flaky(self) -> bool:
        """Whether one and the same scenario showed it once, and once did not."""
        return self.seen < self.plays
