"""The black box: the mock by its address and a profile alone.

Its control plane is not there, so that nothing can be seeded, held or seen in its log, and it goes
by names that are drawn from the seed. The profile is the demo one with the same names exchanged:
what people and pages tell of an application that nobody knew before.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from harness.backend.mock import Mock, start_mock
from harness.power.renaming import Tables, as_toml, renamed
from harness.power.way import Reach, Way
from harness.profile.load import profile_tables

PROFILE = "demo"
FILE = "profile.toml"
# Several start at once, beside browsers that take all of the machine.
STARTS_S = 120.0
# More calls a minute than all scenarios make as one visitor, and few enough to use up.
CALLS_A_MINUTE = 600
LIMIT = {"visitor": "auditor", "calls": CALLS_A_MINUTE}


class BlackBox:
    """A `Way` to the mock under the names of one seed; with None it goes by its own."""

    name = "black box"

    def __init__(self, seed: int | None) -> None:
        self._seed = seed

    @contextmanager
    def open(self, defects: Sequence[str], folder: Path) -> Iterator[Reach]:
        """Starts the mock on a free port, and ends it with the block; raises BackendLost."""
        mock = _started(self._seed, defects)
        try:
            profile = folder / FILE
            profile.write_text(as_toml(renamed(_tables(), mock.names)), encoding="utf-8")
            yield Reach((f"--base-url={mock.url}", f"--profile={profile}"))
        finally:
            mock.stop()


def black_box(seed: int) -> Way:
    """The way to a mock that is renamed from the seed."""
    return BlackBox(seed)


def _started(seed: int | None, defects: Sequence[str]) -> Mock:
    return start_mock(
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
