"""A wire that only notes what it was asked for."""

from collections.abc import Callable
from typing import Any

from harness.conditions.registry import compose
from harness.conditions.wire import Wire
from harness.model.word import Capability


class NotingWire:
    """Notes each call as (name, argument)."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Any]] = []

    @property
    def capabilities(self) -> frozenset[Capability]:
        """All there are."""
        return frozenset(Capability)

    def __getattr__(self, name: str) -> Callable[..., None]:
        def note(*args: object, **options: object) -> None:
            self.asked.append((name, args[0] if args else options))

        return note


def asked_by(*names: str) -> list[tuple[str, Any]]:
    """What the conditions of these names ask of a wire, in order."""
    noting: Any = NotingWire()
    wire: Wire = noting
    for condition in compose(names):
        condition.apply(wire)
    asked: list[tuple[str, Any]] = noting.asked
    return asked
