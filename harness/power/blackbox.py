"""The black box: the mock by its address and a profile alone.

Its control plane is not there, so that nothing can be seeded, held or seen in its log, and it goes
by names that are drawn from the seed. The profile is the demo one with the same names exchanged:
what people and pages tell of an application that nobody knew before.
"""

import os
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from harness.backend.mock import SECRET_VARIABLE, Mock, start_mock
from harness.model.word import Capability
from harness.power.renaming import Tables, as_toml, renamed
from harness.power.way import Database, Reach, Way
from harness.profile.load import profile_tables

PROFILE = "demo"
FILE = "profile.toml"
# Several start at once, beside browsers that take all of the machine.
STARTS_S = 120.0
# More calls a minute than all scenarios make as one visitor, and few enough to use up.
CALLS_A_MINUTE = 600
LIMIT = {"visitor": "auditor", "calls": CALLS_A_MINUTE}


class BlackBox:
    """A `Way` to the mock under the names of one seed; with None it goes by its own.

    With a `database`, which opens one behind a proxy, the mock keeps its documents there, and the
    proof is told the proxy: what a team has that runs its app on the emulator.
    """

    lacks = frozenset({Capability.PAGE_GATES})

    def __init__(
        self,
        seed: int | None,
        database: Callable[[], AbstractContextManager[Database]] | None = None,
    ) -> None:
        self._seed = seed
        self._database = database

    @property
    def name(self) -> str:
        """What the measurement is called."""
        return "black box, its database behind a proxy" if self._database else "black box"

    @contextmanager
    def open(self, defects: Sequence[str], folder: Path) -> Iterator[Reach]:
        """Starts the mock on a free port, and ends it with the block; raises BackendLost."""
        with ExitStack() as stack:
            database = stack.enter_context(self._database()) if self._database else None
            mock = _started(self._seed, defects, database)
            stack.callback(mock.stop)
            profile = folder / FILE
            profile.write_text(as_toml(renamed(_tables(), mock.names)), encoding="utf-8")
            options = (f"--base-url={mock.url}", f"--profile={profile}")
            yield _reach(options, database)


def black_box(seed: int) -> Way:
    """The way to a mock that is renamed from the seed."""
    return BlackBox(seed)


def _reach(options: tuple[str, ...], database: Database | None) -> Reach:
    if database is None:
        return Reach(options)
    proxy = f"--layerproof-firestore-proxy={database.control_url}"
    return Reach((*options, proxy), {SECRET_VARIABLE: database.secret})


def _environ(database: Database) -> Mapping[str, str]:
    """Each mock is a project of its own, so that none meets another one's documents."""
    project = f"mock-{secrets.token_hex(4)}"
    told = {"FIRESTORE_EMULATOR_HOST": database.address, "GOOGLE_CLOUD_PROJECT": project}
    return {**os.environ, **told}


def _started(seed: int | None, defects: Sequence[str], database: Database | None) -> Mock:
    return start_mock(
        store="firestore" if database else "memory",
        environ=_environ(database) if database else None,
        defects=defects,
        demo=True,
        rename=seed,
        controlled=False,
        rate_limit=CALLS_A_MINUTE,
        timeout_s=STARTS_S,
    )


def _tables() -> Tables:
    """The demo profile, without what is known of the mock's inside only, and with its limit."""
    tables = {key: it for key, it in profile_tables(PROFILE).items() if key != "database"}
    ways = {it["sign_in"] for it in tables["visitors"].values()}
    known = {name: it for name, it in tables["sign_in"].items() if name in ways}
    access = {**tables.get("access", {}), "limit": LIMIT}
    return {**tables, "sign_in": known, "access": access}
