"""A database that is held at a gate is too slow after a while, unless the gate is patient."""

import asyncio

import pytest

from mock_backend.clock import SystemClock
from mock_backend.faults.apparatus import apparatus
from mock_backend.faults.effect import Fault
from mock_backend.store.memory import MemoryStore
from mock_backend.store.repository import Unavailable
from mock_backend.store.watched import WatchedStore

DEADLINE_S = 0.05


async def held(*, patient: bool, opens_s: float) -> str:
    """Creates a document at a gate that opens after so long."""
    faults = apparatus(SystemClock())
    store = WatchedStore(MemoryStore(), faults, deadline_s=DEADLINE_S)
    effect = {"gate": "g", "patient": patient}
    faults.book.install(Fault.model_validate({"on": "database", "effect": effect}))
    asyncio.get_running_loop().call_later(opens_s, faults.gates.open_for_all, "g")
    return await store.create("users/a", {"name": "a"})


def test_the_time_at_a_gate_counts() -> None:
    with pytest.raises(Unavailable):
        asyncio.run(held(patient=False, opens_s=60))


def test_the_time_at_a_patient_gate_does_not() -> None:
    assert asyncio.run(held(patient=True, opens_s=4 * DEADLINE_S))
