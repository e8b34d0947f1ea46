import asyncio
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from mock_backend.tests.client import SECRET, Mock

ROOT = "/__layerproof/"


def tell(mock: Mock, method: str, path: str, json: object = None) -> httpx.Response:
    """One call of the control plane."""
    return mock.run(atell(mock, method, path, json))


async def atell(mock: Mock, method: str, path: str, json: object = None) -> httpx.Response:
    headers = {"X-Layerproof-Secret": SECRET}
    return await mock.client.request(method, ROOT + path, headers=headers, json=json)


def install(mock: Mock, **fault: object) -> str:
    answer = tell(mock, "POST", "faults", {"faults": [fault]}).raise_for_status()
    return str(answer.json()["ids"][0])


async def until_parked(mock: Mock, gate: str) -> dict[str, Any]:
    """Who is parked at the gate, as soon as somebody is."""
    while True:
        parked = (await atell(mock, "GET", "gates")).json()["parked"]
        found: list[dict[str, Any]] = [one for one in parked if one["gate"] == gate]
        if found:
            return found[0]
        await asyncio.sleep(0)


@pytest.mark.parametrize("headers", [{}, {"X-Layerproof-Secret": "wrong"}])
def test_without_the_secret_it_answers_nothing(mock: Mock, headers: Mapping[str, str]) -> None:
    answer = mock.run(mock.client.get(ROOT + "state", headers=dict(headers)))

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_another_machine_is_refused_even_with_the_secret(mock: Mock) -> None:
    transport = httpx.ASGITransport(mock.app, client=("192.0.2.1", 1))

    async def ask() -> int:
        headers = {"X-Layerproof-Secret": SECRET}
        async with httpx.AsyncClient(transport=transport, base_url="http://mock") as client:
            return (await client.get(ROOT + "state", headers=headers)).status_code

    assert mock.run(ask()) == 403


def test_what_is_seeded_is_there_with_its_instants(mock: Mock) -> None:
    path, at = "interviews/one", {"$time": "2026-01-02T03:04:05Z"}
    documents = {path: {"userId": "ann", "startTime": at, "list": [{"at": at}]}}

    assert tell(mock, "POST", "seed", {"documents": documents}).status_code == 204

    read = tell(mock, "POST", "documents", {"path": path}).json()
    assert read["document"] == documents[path]
    assert mock.document("one")["startTime"].isoformat() == "2026-01-02T03:04:05+00:00"
    tell(mock, "POST", "seed", {"documents": {path: {"a": 1}}})
    again = tell(mock, "POST", "documents", {"path": path}).json()
    assert (again["document"], again["version"] != read["version"]) == ({"a": 1}, True)


def test_a_document_that_is_not_there_is_404(mock: Mock) -> None:
    assert tell(mock, "POST", "documents", {"path": "interviews/none"}).status_code == 404


@pytest.mark.parametrize(
    "seed",
    [
        {"documents": {"interviews": {}}},
        {"documents": {"interviews/a": {"at": {"$time": "soon"}}}},
        {"documents": {"interviews/a": {"list": [[1]]}}},
        {"document": {}},
    ],
)
def test_a_seed_that_cannot_be_stored_is_refused(mock: Mock, seed: object) -> None:
    assert tell(mock, "POST", "seed", seed).status_code == 400


def test_a_seeded_password_signs_in(mock: Mock) -> None:
    tell(mock, "POST", "seed", {"passwords": {"a@b.test": {"uid": "ann", "password": "p"}}})

    answer = mock.call("POST", "/api/auth/sign-in", json={"email": "a@b.test", "password": "p"})

    assert answer.json()["uid"] == "ann"


def test_a_token_is_made_without_signing_in(mock: Mock) -> None:
    made = tell(mock, "POST", "tokens", {"uid": "ann", "ttl_s": 60}).json()

    assert mock.call("GET", "/api/me", token=made["idToken"]).json()["uid"] == "ann"
    assert made["expiresAt"] == mock.clock.now_ms() + 60_000
    assert (made["user"]["role"], made["user"]["orgId"]) == ("student", "north")
    renewed = mock.call("POST", "/api/auth/token", json={"refreshToken": made["refreshToken"]})
    assert renewed.json()["uid"] == "ann"


def test_only_a_valid_token_needs_its_user(mock: Mock) -> None:
    assert tell(mock, "POST", "tokens", {"uid": "nobody"}).status_code == 404
    assert tell(mock, "POST", "tokens", {"uid": "nobody", "kind": "alg-none"}).status_code == 200
    assert tell(mock, "POST", "tokens", {"uid": "ann", "kind": "stolen"}).status_code == 400


def test_a_fault_hits_as_often_as_it_was_told(mock: Mock) -> None:
    match = {"method": "GET", "path": "/api/he*"}
    name = install(mock, on="request", match=match, after=1, times=2, effect={"status": 502})

    statuses = [mock.call("GET", "/api/health").status_code for _ in range(4)]

    assert statuses == [200, 502, 502, 200]
    assert mock.call("GET", "/.well-known/jwks.json").status_code == 200
    listed = tell(mock, "GET", "faults").json()["faults"]
    assert [(fault["id"], fault["fired"]) for fault in listed] == [(name, 2)]


def test_a_fault_answers_with_its_own_words_before_the_handler(mock: Mock) -> None:
    effect = {"status": 429, "headers": {"Retry-After": "7"}, "body": {"code": "busy"}}
    install(mock, on="request", match={"path": "/api/student/*"}, effect=effect)

    answer = mock.call("POST", "/api/student/interviews", uid="ann", json={"route": "usa_f1"})

    assert (answer.status_code, answer.json()) == (429, {"code": "busy"})
    assert answer.headers["retry-after"] == "7"
    assert mock.events("db.create") == []


def test_a_fault_after_the_handler_leaves_its_effect(mock: Mock) -> None:
    effect = {"status": 500, "after": True}
    install(mock, on="request", match={"path": "/api/student/*"}, effect=effect)

    answer = mock.call("POST", "/api/student/interviews", uid="ann", json={"route": "usa_f1"})

    assert answer.status_code == 500
    assert [event["kind"] for event in mock.events("db.create")] == ["begin", "ok"]


@pytest.mark.parametrize(
    "fault",
    [
        {"on": "request", "effect": {}},
        {"on": "request", "effect": {"status": 500, "reset": True}},
        {"on": "request", "effect": {"error": "unavailable"}},
        {"on": "database", "effect": {"status": 500}},
        {"on": "disk", "effect": {"delay_ms": 1}},
        {"on": "request", "effect": {"delay": 1}},
    ],
)
def test_a_fault_that_makes_no_sense_is_refused(mock: Mock, fault: object) -> None:
    assert tell(mock, "POST", "faults", {"faults": [fault]}).status_code == 400


def test_faults_are_removed_one_or_all(mock: Mock) -> None:
    names = [install(mock, on="request", effect={"status": code}) for code in (500, 502, 503)]

    assert tell(mock, "DELETE", f"faults/{names[0]}").status_code == 204
    assert tell(mock, "DELETE", f"faults/{names[0]}").status_code == 404
    assert mock.call("GET", "/api/health").status_code == 502
    tell(mock, "DELETE", "faults")
    assert mock.call("GET", "/api/health").status_code == 200


def test_a_gate_holds_a_commit_until_it_is_opened(mock: Mock) -> None:
    interview_id = mock.created()
    match = {"method": "replace", "path": f"interviews/{interview_id}"}
    install(mock, on="database", match=match, effect={"gate": "commit"})
    body = {
        "action": "start",
        "userId": "ann",
        "visaType": "v",
        "route": "usa_f1",
        "studentProfile": {"name": "Ann"},
        "firestoreInterviewId": interview_id,
    }

    async def race() -> tuple[dict[str, Any], object, int]:
        call = mock.acall("POST", "/api/interview/session", uid="ann", json=body)
        starting = asyncio.create_task(call)
        parked = await until_parked(mock, "commit")
        meanwhile = (await mock.store.read(f"interviews/{interview_id}")).document
        await atell(mock, "POST", "gates/commit/open", {"count": 1})
        return parked, meanwhile["sessionState"], (await starting).status_code

    parked, meanwhile, status = mock.run(race())

    assert parked["what"] == f"db.replace interviews/{interview_id}"
    assert (meanwhile, status) == (None, 200)
    begun = [event for event in mock.events("gate") if event["kind"] == "begin"]
    assert [event["seq"] for event in begun] == [parked["at_seq"]]


def test_a_gate_that_was_opened_before_lets_the_next_through(mock: Mock) -> None:
    install(mock, on="request", match={"path": "/api/health"}, effect={"gate": "door"})
    tell(mock, "POST", "gates/door/open", {"count": 2})

    assert [mock.call("GET", "/api/health").status_code for _ in range(2)] == [200, 200]

    async def third() -> int:
        asking = asyncio.create_task(mock.acall("GET", "/api/health"))
        await until_parked(mock, "door")
        await atell(mock, "POST", "gates/door/open", {"count": "all"})
        return (await asking).status_code

    assert mock.run(third()) == 200
    assert mock.call("GET", "/api/health").status_code == 200


def test_a_reset_lets_the_parked_go_and_forgets_everything(mock: Mock) -> None:
    install(mock, on="request", match={"path": "/api/health"}, effect={"gate": "door"})
    install(mock, on="request", match={"path": "/api/me"}, effect={"delay_ms": 60_000})

    async def both() -> list[int]:
        asking = [asyncio.create_task(mock.acall("GET", p)) for p in ("/api/health", "/api/me")]
        await until_parked(mock, "door")
        while len(mock.events("fault")) < 2:
            await asyncio.sleep(0)
        await atell(mock, "POST", "reset")
        return [(await task).status_code for task in asking]

    assert mock.run(both()) == [503, 503]
    assert tell(mock, "GET", "faults").json() == {"faults": []}
    assert mock.run(mock.store.list("users")) == []


def test_events_are_read_on_from_where_one_was(mock: Mock) -> None:
    mock.call("GET", "/api/health")
    first = tell(mock, "GET", "events").json()

    mock.call("GET", "/nothing", uid="ann")

    second = tell(mock, "GET", f"events?after={first['next']}").json()
    begin, ok = second["events"]
    assert begin["detail"] == {
        "method": "GET",
        "path": "/nothing",
        "query": "",
        "authorised": True,
        "referer": "",
    }
    assert (begin["seq"], ok["detail"]["status"]) == (first["next"] + 1, 404)
    assert begin["pair"] == ok["pair"]
    assert tell(mock, "GET", f"events?after={second['next']}").json()["events"] == []


def test_a_reader_waits_for_news(mock: Mock) -> None:
    async def wait() -> list[dict[str, Any]]:
        reading = asyncio.create_task(atell(mock, "GET", "events?after=0&wait_ms=5000"))
        await mock.acall("GET", "/api/health")
        events: list[dict[str, Any]] = (await reading).json()["events"]
        return events

    assert mock.run(wait())[0]["what"] == "request"


def test_the_state_names_store_and_defects(mock: Mock) -> None:
    state = tell(mock, "GET", "state").json()

    assert (state["store"], state["defects"]) == ("memory", [])
    assert state["now_ms"] == mock.clock.now_ms()
