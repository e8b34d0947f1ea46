"""Where orders are played: on the mock, whose server and database can be held, or on any app, of
which only the browser's side can be.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from harness.backend.fault import BackendFault
from harness.backend.mock import Mock
from harness.backend.seeded import SeededSource
from harness.backend.watched import WatchedMock
from harness.errors import BackendLost
from harness.profile.profile import Profile
from harness.racing.doors import Doors, ServerDoors, called_by, is_named
from harness.racing.feed import Feed
from harness.stage.backend import Backend
from harness.stage.created import CreatedSource
from harness.stage.source import SessionSource

DATABASE = ("read", "create", "replace", "delete", "list")


@dataclass(frozen=True, slots=True)
class Ground:
    """What one run stands on. `server` is None where nothing of it can be held, `feed` where what
    it does cannot be seen as a whole.
    """

    source: SessionSource
    backend: Backend | None = None
    server: Doors | None = None
    feed: Feed | None = None


class Land(Protocol):
    """Prepares each run, so that nothing is left of the one before."""

    def fresh(self) -> Ground:
        """The ground of a new run."""

    def hold(self, gates: Sequence[str]) -> None:
        """Closes the server's gates of these names; the person acts now."""

    def close(self) -> None:
        """Ends what was begun, and removes what was made."""


class MockLand:
    """The mock application: emptied before each run, new people in each."""

    def __init__(self, mock: Mock, profile: Profile, notice: Callable[[], None]) -> None:
        self._control = mock.control
        self._profile = profile
        self._called = called_by(profile)
        self._feed = Feed(mock.control, notice)

    def fresh(self) -> Ground:
        """Everything of the run before is gone."""
        self._control.reset()
        return Ground(
            SeededSource(self._control, self._profile),
            WatchedMock(self._control, self._profile),
            ServerDoors(self._control.open_gate, self._called),
            self._feed,
        )

    def hold(self, gates: Sequence[str]) -> None:
        """Has the database hold each call of a method whose gate is named."""
        held = [it for it in DATABASE if is_named(f"db.{it}", gates)]
        faults = [
            BackendFault(
                {"gate": f"db.{it}", "patient": True}, on="database", method=it, times=None
            )
            for it in held
        ]
        if faults:
            self._control.add_faults(faults)

    def close(self) -> None:
        """Ends what listens to the server's log, and leaves the server as it was found: empty, with
        no gate closed.
        """
        self._feed.close()
        with suppress(BackendLost):
            self._control.reset()


class AnyLand:
    """An app that is reached by its address alone: its people sign in once, and every run starts a
    session of its own.
    """

    def __init__(self, source: CreatedSource) -> None:
        self._source = source
        self.cleaned = 0

    @property
    def created(self) -> int:
        """How many sessions were made."""
        return self._source.created

    def fresh(self) -> Ground:
        """A new browser context is all that is new."""
        return Ground(self._source)

    def hold(self, gates: Sequence[str]) -> None:
        """Nothing of the server's can be held."""

    def close(self) -> None:
        """Removes the sessions that were made, where the profile says how."""
        self.cleaned = self._source.clean()
