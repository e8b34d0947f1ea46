"""Which database a name stands for."""

from mock_backend.store.memory import MemoryStore
from mock_backend.store.repository import Repository


class CannotOpen(Exception):
    """A database that this machine cannot reach; the message says what it needs."""


def opened(name: str) -> Repository:
    """The `memory` or the `firestore` database; raises CannotOpen."""
    if name == "memory":
        return MemoryStore()
    return _firestore()


def _firestore() -> Repository:
    try:
        from mock_backend.store.firestore import firestore_store
    except ImportError as error:
        raise CannotOpen(
            "--store firestore needs google-cloud-firestore: pip install layerproof[firestore]"
        ) from error
    return firestore_store()
