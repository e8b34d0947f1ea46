"""The control plane speaks as the mock's does, so that one client serves both."""

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from harness.backend.mock import start_mock
from harness.firestore_proxy.apparatus import Apparatus, apparatus
from harness.firestore_proxy.control import HEADER, Control
from harness.firestore_proxy.tests.standin import LONG_S

SECRET = "s"
DATABASE_FAULTS: list[dict[str, Any]] = [
    {"on": "database", "effect": {"delay_ms": 1}},
    {"on": "database", "effect": {"gate": "g", "patient": True}, "times": 2, "after": 1, "id": "a"},
    {"on": "database", "effect": {"gate": "g", "after": True, "error": "aborted"}},
    {"on": "database", "match": {"method": "create", "path": "a/*"}, "effect": {"hang": True}},
    {"on": "database", "effect": {"error": "deadline", "after": True}, "times": None},
    {"on": "database", "effect": {}},
    {"on": "database", "effect": {"status": 503}},
    {"on": "database", "effect": {"reset": True}},
    {"on": "database", "effect": {"error": "nonsense"}},
    {"on": "database", "effect": {"error": "aborted", "hang": True}},
    {"on": "database", "effect": {"delay_ms": -1}},
    {"on": "database", "effect": {"delay_ms": 1}, "times": 0},
    {"on": "database", "effect": {"delay_ms": 1}, "word": 1},
    {"on": "elsewhere", "effect": {"delay_ms": 1}},
]


def client(it: Apparatus, secret: str = SECRET) -> httpx.AsyncClient:
    app = Control(it, SECRET, "127.0.0.1:8080").app()
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app),
        base_url="http://proxy/__layerproof/",
        headers={HEADER: secret},
    )


async def answered(path: str, body: Mapping[str, Any]) -> int:
    async with client(apparatus()) as asked:
        return (await asked.post(path, json=body)).status_code


def test_faults_are_the_mocks_word_for_word() -> None:
    """Each that its database takes, the proxy takes, and what it refuses, the proxy refuses."""
    mock = start_mock()
    try:
        url, headers = f"{mock.url}/__layerproof/faults", {HEADER: mock.secret}
        bodies = [{"faults": [it]} for it in DATABASE_FAULTS]
        its = [httpx.post(url, json=it, headers=headers, trust_env=False) for it in bodies]
    finally:
        mock.stop()

    ours = [asyncio.run(answered("faults", it)) for it in bodies]

    assert ours == [it.status_code for it in its]
    assert ours == [200] * 5 + [400] * 9


def test_a_fault_is_listed_with_how_often_it_fired_and_removed() -> None:
    async def play() -> None:
        it = apparatus()
        fault = DATABASE_FAULTS[1]
        async with client(it) as asked:
            assert (await asked.post("faults", json={"faults": [fault]})).json() == {"ids": ["a"]}
            assert (await asked.get("faults")).json() == {"faults": [{**fault, "fired": 0}]}
            assert (await asked.delete("faults/a")).status_code == 204
            assert (await asked.delete("faults/a")).status_code == 404
            await asked.post("faults", json={"faults": DATABASE_FAULTS[:3]})
            assert (await asked.delete("faults")).status_code == 204
            assert (await asked.get("faults")).json() == {"faults": []}

    asyncio.run(play())


def test_gates_are_listed_and_opened() -> None:
    async def play() -> None:
        it = apparatus()
        held = [asyncio.create_task(it.gates.hold("a/b", "db.read a/b", "call-1")) for _ in "12"]
        await asyncio.sleep(0)
        async with client(it) as asked:
            parked = (await asked.get("gates")).json()["parked"]
            assert parked[0] == {"gate": "a/b", "at_seq": 1, "what": "db.read a/b"}
            assert (await asked.post("gates/a%2Fb/open")).status_code == 204
            await held[0]
            assert (await asked.post("gates/a%2Fb/open", json={"count": "all"})).status_code == 204
            await held[1]
            assert (await asked.post("gates/x/open", json={"count": 0})).status_code == 400

    asyncio.run(asyncio.wait_for(play(), LONG_S))


def test_events_are_waited_for() -> None:
    async def play() -> None:
        it = apparatus()
        async with client(it) as asked:
            waiting = asyncio.create_task(asked.get("events?after=0&wait_ms=20000"))
            await asyncio.sleep(0)
            it.log.add("begin", "db.read", {"path": "a/b"}, "call-1")
            told = (await waiting).json()
            assert (told["next"], told["lost"]) == (1, 0)
            assert told["events"][0]["what"] == "db.read"
            assert (await asked.get("events?after=x")).status_code == 400

    asyncio.run(asyncio.wait_for(play(), LONG_S))


def test_a_reset_leaves_nothing() -> None:
    async def play() -> None:
        it = apparatus()
        async with client(it) as asked:
            await asked.post("faults", json={"faults": DATABASE_FAULTS[:3]})
            it.log.add("begin", "db.read", {}, "call-1")
            assert (await asked.post("reset")).status_code == 204
            assert (await asked.get("faults")).json() == {"faults": []}
            assert (await asked.get("events")).json()["events"] == []
            state = (await asked.get("state")).json()
        assert state["kind"] == "firestore-proxy"
        assert state["upstream"] == "127.0.0.1:8080"
        assert state["seq"] == 1

    asyncio.run(play())


@pytest.mark.parametrize("secret", ["", "x", "ä"])
def test_who_does_not_know_the_secret_learns_nothing(secret: str) -> None:
    async def play() -> None:
        async with client(apparatus()) as asked:
            for path in ("state", "faults", "gates", "events"):
                given = {HEADER.encode(): secret.encode()}
                assert (await asked.get(path, headers=given)).status_code == 403

    asyncio.run(play())


def test_what_only_the_mock_has_is_not_there() -> None:
    assert asyncio.run(answered("seed", {"documents": {}})) == 404


def test_a_body_that_is_none_is_refused_with_where() -> None:
    async def play() -> None:
        async with client(apparatus()) as asked:
            answer = await asked.post("faults", content=b"{")
            assert answer.status_code == 400
            answer = await asked.post("faults", json={"faults": [{"on": "database"}]})
            assert answer.headers["content-type"] == "application/problem+json"
            assert "faults.0.effect" in answer.json()["detail"]

    asyncio.run(play())
