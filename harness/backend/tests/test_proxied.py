"""A scenario's hand on a database behind the proxy, and who may have it."""

import json
from collections.abc import Iterator

import httpx
import pytest

from harness.backend.control import ControlPlane
from harness.backend.mock import SECRET_VARIABLE, Mock, start_mock
from harness.backend.proxied import ProxiedDatabase, proxy_control
from harness.errors import BadSetting, TargetUnreachable, UsageError
from harness.stage.backend import DatabaseFault

FAULT = DatabaseFault("replace", "unavailable", times=2)


class Proxy:
    """Notes what the control plane is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.told: list[object] = []
        self.control = ControlPlane("http://proxy", "s", transport=httpx.MockTransport(self._ask))

    def _ask(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(f"{request.method} {request.url.path.removeprefix('/__layerproof/')}")
        if request.method == "POST":
            self.told += json.loads(request.content)["faults"]
            return httpx.Response(200, json={"ids": ["f1"]})
        return httpx.Response(204)


def test_the_first_fault_stands_in_place_of_what_was_left_behind() -> None:
    proxy = Proxy()
    database = ProxiedDatabase(proxy.control, alone=True)

    database.disturb(FAULT)
    database.disturb(DatabaseFault(delay_ms=5))

    assert proxy.asked == ["DELETE faults", "POST faults", "POST faults"]
    first, second = proxy.told
    assert first == {
        "on": "database",
        "match": {"method": "replace"},
        "effect": {"error": "unavailable"},
        "times": 2,
        "after": 0,
    }
    assert isinstance(second, dict)
    assert (second["match"], second["effect"], second["times"]) == ({}, {"delay_ms": 5}, None)


def test_it_is_calmed_once_and_only_where_it_was_disturbed() -> None:
    proxy = Proxy()
    database = ProxiedDatabase(proxy.control, alone=True)
    database.calm()
    assert proxy.asked == []
    database.disturb(FAULT)

    database.calm()
    database.calm()

    assert proxy.asked == ["DELETE faults", "POST faults", "DELETE faults"]


def test_nobody_disturbs_the_scenarios_beside_its_own() -> None:
    proxy = Proxy()

    with pytest.raises(UsageError, match=r"@needs\(Capability.DATABASE_FAULTS\)"):
        ProxiedDatabase(proxy.control, alone=False).disturb(FAULT)
    assert proxy.asked == []


@pytest.fixture(scope="module")
def mock() -> Iterator[Mock]:
    """A control plane that is no proxy's."""
    it = start_mock()
    yield it
    it.stop()


def test_a_proxy_needs_its_secret() -> None:
    with pytest.raises(BadSetting, match=f"needs {SECRET_VARIABLE}"):
        proxy_control("http://127.0.0.1:9", {})


def test_a_proxy_that_is_not_there_is_said() -> None:
    with pytest.raises(TargetUnreachable, match="no proxy that knows this secret"):
        proxy_control("http://127.0.0.1:9", {SECRET_VARIABLE: "s"})


def test_another_secret_is_said(mock: Mock) -> None:
    with pytest.raises(TargetUnreachable, match="no proxy that knows this secret"):
        proxy_control(mock.url, {SECRET_VARIABLE: "another"})


def test_what_is_no_proxy_is_said(mock: Mock) -> None:
    with pytest.raises(BadSetting, match="is no firestore-proxy"):
        proxy_control(mock.url, {SECRET_VARIABLE: mock.secret})
