"""Which requests secret headers are put on (in a browser: test_room)."""

from collections.abc import Callable
from itertools import count
from typing import Any, cast

import pytest

from harness.browser.cdp import CdpClient
from harness.browser.secrets import SecretHeaders, origin_of
from harness.model.headers import Headers


class FakeClient:
    """Keeps what it was told."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.callbacks: dict[str, Callable[..., None]] = {}

    def on(self, event: str, callback: Callable[..., None]) -> None:
        """Remembers the callback."""
        self.callbacks[event] = callback

    def call(self, method: str, params: dict[str, Any]) -> None:
        """Notes the command."""
        self.sent.append((method, params))

    def send(self, method: str, params: dict[str, Any], _session: str | None) -> None:
        """Notes the command."""
        self.sent.append((method, params))

    def pause(self, url: str, **headers: str) -> dict[str, Any]:
        """Has a request paused, and returns how it goes on."""
        request = {"url": url, "headers": headers}
        self.callbacks["Fetch.requestPaused"]({"requestId": "1", "request": request}, None)
        return self.sent[-1][1]


@pytest.fixture
def client() -> FakeClient:
    """A client that guards one origin."""
    fake = FakeClient()
    SecretHeaders(cast("CdpClient", fake), ["https://me:pw@App.test:443"], {"X-Door": "open"})
    return fake


def test_only_requests_to_the_origin_are_stopped(client: FakeClient) -> None:
    assert client.sent == [("Fetch.enable", {"patterns": [{"urlPattern": "https://app.test/*"}]})]


def test_the_own_origin_is_told(client: FakeClient) -> None:
    answer = client.pause("https://app.test/x", Accept="*/*", Cookie="a=b", **{"x-door": "guess"})
    assert answer["headers"] == [
        {"name": "Accept", "value": "*/*"},
        {"name": "X-Door", "value": "open"},
    ]


@pytest.mark.parametrize(
    "url", ["https://evil.test/x", "http://app.test/x", "https://app.test.evil.test/", "data:,x"]
)
def test_nobody_else_is(client: FakeClient, url: str) -> None:
    assert client.pause(url) == {"requestId": "1"}


def test_a_header_that_is_renewed_is_read_for_each_request() -> None:
    fake, numbers = FakeClient(), count()
    headers = Headers({}, name="x-token", value=lambda: f"t{next(numbers)}")
    SecretHeaders(cast("CdpClient", fake), ["https://app.test"], headers)

    first, second = (fake.pause("https://app.test/x")["headers"] for _ in range(2))

    assert (first, second) == (
        [{"name": "x-token", "value": "t1"}],
        [{"name": "x-token", "value": "t2"}],
    )


def test_an_origin_has_no_login_and_no_usual_port() -> None:
    assert origin_of("https://me:pw@App.test:443/x?y") == "https://app.test"
    assert origin_of("http://app.test:8000/x") == "http://app.test:8000"
