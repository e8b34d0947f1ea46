"""The stand-in of GitHub, a client of it, and how long that client would have slept."""

from collections.abc import Iterator

import pytest

from harness.publish.api import Api
from harness.publish.tests.github import GitHub, asking, serving


@pytest.fixture
def github() -> Iterator[GitHub]:
    """GitHub's API on loopback."""
    with serving(GitHub()) as running:
        yield running


@pytest.fixture
def slept() -> list[float]:
    """The client's waits in seconds."""
    return []


@pytest.fixture
def api(github: GitHub, slept: list[float]) -> Iterator[Api]:
    """A client of the stand-in."""
    with asking(github, slept) as client:
        yield client
