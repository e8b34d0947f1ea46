"""Which database a name stands for."""

from mock_backend.store.memory import MemoryStore
from mock_backend.store.repository import CannotOpen, Repository


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
