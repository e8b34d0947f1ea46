"""A scenario's hand on a database behind the proxy, and who may have it."""

import json
from collections.abc import Iterator

import httpx
import pytest

from harness.backend.control import ControlPlane
from harness.backend.mock import SECRET_VARIABLE, Mock, start_mock
from harness.backend.proxied import ProxiedDatabase, proxy_control, sweep
from harness.errors import BadSetting, TargetUnreachable, UsageError
from harness.stage.backend import DatabaseFault

FAULT = DatabaseFault("replace", "unavailable", times=2)


class Proxy:
    """Keeps faults as the control plane does, and notes who was removed."""

    def __init__(self, *installed: str) -> None:
        self.installed: dict[str, dict[str, object]] = {it: {"id": it} for it in installed}
        self.asked = 0
        self.control = ControlPlane("http://proxy", "s", transport=httpx.MockTransport(self._ask))

    def _ask(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        match request.method:
            case "POST":
                told = json.loads(request.content)["faults"]
                self.installed |= {it["id"]: it for it in told}
                return httpx.Response(200, json={"ids": [it["id"] for it in told]})
            case "GET":
                return httpx.Response(200, json={"faults": list(self.installed.values())})
        del self.installed[request.url.path.rpartition("/")[2]]
        return httpx.Response(204)


def test_its_faults_are_told_in_the_words_of_the_control_plane() -> None:
    proxy = Proxy()
    database = ProxiedDatabase(proxy.control, alone=True)

    database.disturb(FAULT)
    database.disturb(DatabaseFault(delay_ms=5))

    first, second = proxy.installed.values()
    assert first == {
        "id": first["id"],
        "on": "database",
        "match": {"method": "replace"},
        "effect": {"error": "unavailable"},
        "times": 2,
        "after": 0,
    }
    assert (second["match"], second["effect"], second["times"]) == ({}, {"delay_ms": 5}, None)


def test_it_takes_away_what_it_added_and_nothing_else() -> None:
    proxy = Proxy("a person's")
    database = ProxiedDatabase(proxy.control, alone=True)
    database.calm()
    assert proxy.asked == 0
    database.disturb(FAULT)
    database.disturb(FAULT)
    assert len(proxy.installed) == 3

    database.calm()
    asked = proxy.asked
    database.calm()

    assert list(proxy.installed) == ["a person's"]
    assert proxy.asked == asked


def test_what_a_killed_run_has_left_is_swept_away() -> None:
    proxy = Proxy("a person's")
    ProxiedDatabase(proxy.control, alone=True).disturb(FAULT)

    sweep(proxy.control)

    assert list(proxy.installed) == ["a person's"]


def test_nobody_disturbs_the_scenarios_beside_its_own() -> None:
    proxy = Proxy()

    with pytest.raises(UsageError, match=r"@needs\(Capability.DATABASE_FAULTS\)"):
        ProxiedDatabase(proxy.control, alone=False).disturb(FAULT)
    assert proxy.installed == {}


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
