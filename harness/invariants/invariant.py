"""An invariant: a line of the contract turned into a check of every trace or journey.

Each file of this package defines one, as `INVARIANT`. It is pure: no browser, no I/O, no clock. It
says N/A where there
is nothing to look at, FAIL with the seqs that show it, UNKNOWN where the facts do not suffice; it
never passes by not looking.
"""

from collections.abc import Callable
from dataclasses import dataclass

from harness.model.journey import Journey
from harness.model.trace import Trace
from harness.model.verdict import Ruling, Scope
from harness.model.word import Capability


@dataclass(frozen=True, slots=True)
class LoadInvariant:
    """Judges one trace. `line` is the id of the contract line (`contract.toml`) that it guards.

    `by_presence` says that its FAIL rests on what was seen, never on what was missing, so that it
    stands even where the recording was cut short.
    """

    name: str
    line: str
    judge: Callable[[Trace], Ruling]
    by_presence: bool = False
    needs: frozenset[Capability] = frozenset()
    keys: tuple[str, ...] = ()
    scope: Scope = Scope.LOAD


@dataclass(frozen=True, slots=True)
class JourneyInvariant:
    """Judges one journey, all its tabs and what server and database did.

    `needs` is what a target must offer for it to see anything at all, `keys` what the profile must
    name (`model.naming`): where that is lacking it is N/A, and a scenario's promise of it does not
    count.
    """

    name: str
    line: str
    judge: Callable[[Journey], Ruling]
    by_presence: bool = False
    needs: frozenset[Capability] = frozenset()
    keys: tuple[str, ...] = ()
    scope: Scope = Scope.JOURNEY


Invariant = LoadInvariant | JourneyInvariant
