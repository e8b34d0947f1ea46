"""A condition: what is wrong with the world while a scenario runs."""

from collections.abc import Callable
from dataclasses import dataclass

from harness.conditions.wire import Wire
from harness.model.word import Capability


@dataclass(frozen=True, slots=True)
class Condition:
    """One named condition, ready to be applied.

    `claims` are what it owns ('link', 'storage.entry', 'storage.access', 'fault.session', 'auth',
    ...): two conditions that claim one thing conflict.
    `recovers` says whether a sound app still ends ready under it. `emulated` says what is only
    played by script.
    """

    name: str
    line: str
    needs: frozenset[Capability]
    claims: frozenset[str]
    apply: Callable[[Wire], None]
    recovers: bool = True
    emulated: str = ""
