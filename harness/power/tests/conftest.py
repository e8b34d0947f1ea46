"""The emulator that the proxy's own tests use."""

from harness.firestore_proxy.tests.conftest import emulator

__all__ = ["emulator"]
