"""One application for a test."""

from collections.abc import Iterator

import pytest

from mock_backend.tests.client import Mock


@pytest.fixture
def mock() -> Iterator[Mock]:
    """A sound application with an empty log."""
    made = Mock()
    yield made
    made.close()
