import asyncio
import os
from collections.abc import Iterator
from uuid import uuid4

import pytest

from mock_backend.store.memory import MemoryStore
from mock_backend.store.repository import Repository
from mock_backend.store.tests.emulator import NoEmulator, emulator


@pytest.fixture(scope="session")
def firestore_address() -> Iterator[str]:
    """The emulator's address; skips by name without one, and fails under CI."""
    try:
        running = emulator()
        address = running.__enter__()
    except NoEmulator as error:
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(f"CI must test the store on the Firestore emulator: {error}")
        pytest.skip(f"Firestore emulator: {error}")
    yield address
    running.__exit__(None, None, None)


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    """One event loop for a module, because Firestore's client belongs to one."""
    with asyncio.Runner() as loop:
        yield loop


@pytest.fixture(params=["memory", "firestore"])
def store(
    request: pytest.FixtureRequest, runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Repository]:
    """An empty database of each kind."""
    made: Repository = MemoryStore()
    if request.param == "firestore":
        monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", request.getfixturevalue("firestore_address"))
        from mock_backend.store.firestore import firestore_store

        made = firestore_store(f"test-{uuid4().hex[:12]}")
    yield made
    runner.run(made.close())
