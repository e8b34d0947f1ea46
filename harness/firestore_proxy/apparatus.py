"""What disturbs calls and sees what happened to them: log, rules and gates belong together."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from harness.firestore_proxy.gates import Gates
from harness.firestore_proxy.log import CallLog
from harness.firestore_proxy.rulebook import RuleBook


@dataclass(frozen=True, slots=True)
class Apparatus:
    """The three, and the numbers of calls."""

    log: CallLog
    book: RuleBook
    gates: Gates
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def reset(self) -> None:
        """Nothing is installed, nobody is held, nothing is logged; calls that wait fail."""
        self.book.clear()
        self.gates.reset()
        self.log.clear()


def apparatus() -> Apparatus:
    """A new one: nothing logged, no rule, every gate unheard of."""
    log = CallLog()
    return Apparatus(log, RuleBook(log), Gates(log))
