"""A condition: what is wrong with the world while a scenario runs."""

from collections.abc import Callable
from dataclasses import dataclass

from harness.conditions.wire import Wire
from harness.model.word import Capability, ErrorKind, Layer


@dataclass(frozen=True, slots=True)
class End:
    """Where a sound app's load ends: ready by `layer`, or in an error of `kind`.

    With neither, this cannot be told of every sound app, or none of its pages gets to run.
    """

    layer: Layer | None = None
    kind: ErrorKind | None = None

    @property
    def is_known(self) -> bool:
        """Whether it is the same for every sound app."""
        return self.layer is not None or self.kind is not None


BY_STORAGE = End(layer=Layer.STORAGE)
BY_SERVER = End(layer=Layer.SERVER)
UNDECIDED = End()


def in_error(kind: ErrorKind) -> End:
    """The end in an error of that kind."""
    return End(kind=kind)


@dataclass(frozen=True, slots=True)
class Condition:
    """One named condition, ready to be applied; `name` carries its setting (`latency:300ms`).

    `line` is the line of contract.toml that it tries. `claims` are what it owns ('link',
    'storage.entry', 'storage.access', 'fault.session', 'auth', ...): two conditions that claim one
    thing conflict. `stored` and `empty` are where a sound app ends when it opens a session of its
    reader's that is in the database, with its entry in storage and without. `emulated` says what
    is only played by script.
    """

    name: str
    line: str
    needs: frozenset[Capability]
    claims: frozenset[str]
    apply: Callable[[Wire], None]
    stored: End = BY_STORAGE
    empty: End = BY_SERVER
    emulated: str = ""

    @property
    def recovers(self) -> bool:
        """Whether a sound app ends ready even where storage has nothing."""
        return self.empty.layer is not None
