"""What holds of the application's routes holds under other names: the same tests, on two seeds."""

from collections.abc import Iterator

import pytest

from mock_backend.rename.tests.speaking import speaking
from mock_backend.routes.tests import (
    test_people,
    test_session_get,
    test_session_post,
    test_telemetry,
)
from mock_backend.tests.client import Mock


@pytest.fixture(params=[1, 2])
def mock(request: pytest.FixtureRequest) -> Iterator[Mock]:
    """A sound application, spoken to through new names and back."""
    made = Mock()
    yield speaking(made, request.param)
    made.close()


signed_in = test_people.signed_in

for _module in (test_people, test_session_get, test_session_post, test_telemetry):
    globals().update({name: it for name, it in vars(_module).items() if name.startswith("test_")})
