import pytest

from harness.model.loopback import dialled


@pytest.mark.parametrize(
    ("host", "found"),
    [
        ("app-1.localhost", "127.0.0.1"),
        ("APP.Localhost.", "127.0.0.1"),
        ("localhost", "localhost"),
        ("app.localhost.example.test", "app.localhost.example.test"),
    ],
)
def test_names_that_end_so_are_this_machine(host: str, found: str) -> None:
    assert dialled(host) == found
