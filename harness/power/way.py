"""How the suite is shown one application, sound or with defects: with the control plane, or by URL
and profile alone (`harness.power.blackbox`).

A way is all that tells the two measurements apart: who measures asks it to open an application,
plays scenarios with the pytest options and the environment that it gives, and lets it close again.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from harness.model.word import Capability


@dataclass(frozen=True, slots=True)
class Reach:
    """How one run of the suite reaches its application; `environ` is added to ours."""

    options: tuple[str, ...] = ()
    environ: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Database:
    """A database behind a proxy that can disturb it: its `host:port` there, the proxy's control
    plane and its secret.
    """

    address: str
    control_url: str
    secret: str


class Way(Protocol):
    """Opens applications. `open` is called from several threads at once."""

    @property
    def name(self) -> str:
        """What the measurement is called: `control plane`, `black box`."""

    @property
    def lacks(self) -> frozenset[Capability]:
        """What it cannot do to an application, so that some defects do not show by it."""

    def open(self, defects: Sequence[str], folder: Path) -> AbstractContextManager[Reach]:
        """An application with these defects, none for the sound one, for as long as the block runs.

        `folder` is there already, is the run's own, and keeps what the application needs to be
        reached (a profile). Raises Inconclusive where it cannot be had.
        """


class WithControlPlane:
    """The mock that pytest starts by itself, with seeds, gates and faults."""

    name = "control plane"
    lacks: frozenset[Capability] = frozenset()

    @contextmanager
    def open(self, defects: Sequence[str], folder: Path) -> Iterator[Reach]:
        """Names the defects to pytest; there is nothing to start or to close."""
        del folder
        yield Reach(tuple(f"--defect={it}" for it in defects))
