import json
from collections.abc import Callable

import httpx
import pytest

from harness.backend.control import SECRET_HEADER, ControlPlane
from harness.backend.fault import BackendFault
from harness.errors import BackendLost
from harness.model.event import Event, Json, Phase


def plane(answer: Callable[[httpx.Request], httpx.Response]) -> ControlPlane:
    return ControlPlane("http://mock.test", "s3", transport=httpx.MockTransport(answer))


def asked(call: Callable[[ControlPlane], object], answer: Json = None) -> tuple[str, str, Json]:
    """Method, path with query, and body of the one request that the call makes."""
    seen: list[httpx.Request] = []

    def note(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(204) if answer is None else httpx.Response(200, json=answer)

    call(plane(note))
    (one,) = seen
    assert one.headers[SECRET_HEADER] == "s3"
    body: Json = json.loads(one.content) if one.content else None
    return one.method, one.url.raw_path.decode(), body


def test_documents_are_seeded_with_their_passwords() -> None:
    passwords = {"a@b.example": {"uid": "u1", "password": "p"}}

    method, path, body = asked(lambda it: it.seed({"users/u1": {"role": "s"}}, passwords=passwords))

    assert (method, path) == ("POST", "/__layerproof/seed")
    assert body == {"documents": {"users/u1": {"role": "s"}}, "passwords": passwords}


def test_a_fault_is_sent_with_what_it_matches() -> None:
    fault = BackendFault({"status": 503}, method="GET", path="/api/*", times=2, after=1, id="f1")

    _, path, body = asked(lambda it: it.add_faults([fault]), {"ids": ["f1"]})

    assert path == "/__layerproof/faults"
    assert body == {
        "faults": [
            {
                "on": "request",
                "match": {"method": "GET", "path": "/api/*"},
                "effect": {"status": 503},
                "times": 2,
                "after": 1,
                "id": "f1",
            }
        ]
    }


@pytest.mark.parametrize(
    ("call", "method", "path"),
    [
        (lambda it: it.remove_fault("a/b"), "DELETE", "faults/a%2Fb"),
        (lambda it: it.clear_faults(), "DELETE", "faults"),
        (lambda it: it.open_gate("x y", count="all"), "POST", "gates/x%20y/open"),
        (lambda it: it.reset(), "POST", "reset"),
    ],
)
def test_each_call_goes_to_its_path(
    call: Callable[[ControlPlane], object], method: str, path: str
) -> None:
    assert asked(call)[:2] == (method, f"/__layerproof/{path}")


def test_the_log_comes_as_events_on_the_backends_clock() -> None:
    line: Json = {
        "seq": 7,
        "at_ms": 1.5,
        "actor": "server",
        "kind": "ok",
        "what": "request",
        "pair": "r1",
        "detail": {"status": 200},
    }
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={"events": [line], "next": 7, "lost": 2})

    log = plane(answer).events(3, wait_ms=5_000)

    assert (log.next, log.lost) == (7, 2)
    assert log.events == (
        Event(7, 1.5, "backend", "server", Phase.OK, "request", "r1", {"status": 200}),
    )
    assert dict(seen[0].url.params) == {"after": "3", "wait_ms": "5000"}
    assert seen[0].extensions["timeout"]["read"] == 15.0


def test_a_document_that_is_not_there_is_none() -> None:
    assert plane(lambda _: httpx.Response(404)).document("users/u1") is None


def test_a_tokens_secrets_are_not_in_its_repr() -> None:
    told = {"idToken": "aaa.bbb", "refreshToken": "rrr", "expiresAt": 5, "user": None}

    token = plane(lambda _: httpx.Response(200, json=told)).token("u1", kind="expired")

    assert (token.id_token, token.refresh_token, token.user) == ("aaa.bbb", "rrr", {})
    assert "aaa" not in repr(token)
    assert "rrr" not in repr(token)


@pytest.mark.parametrize("status", [401, 403, 500, 503])
def test_a_control_plane_that_is_not_ours_is_lost(status: int) -> None:
    with pytest.raises(BackendLost, match=f"answered {status} to GET /__layerproof/state"):
        plane(lambda _: httpx.Response(status, text="no")).state()


def test_a_mock_without_a_control_plane_is_told() -> None:
    with pytest.raises(BackendLost, match="has no control plane"):
        plane(lambda _: httpx.Response(404)).state()


@pytest.mark.parametrize("status", [400, 404, 422])
def test_what_the_mock_refuses_as_wrong_is_a_bug(status: int) -> None:
    with pytest.raises(httpx.HTTPStatusError):
        plane(lambda _: httpx.Response(status)).reset()


def test_a_mock_that_does_not_answer_is_lost() -> None:
    def hang(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("timed out", request=request)

    with pytest.raises(BackendLost, match="did not answer GET gates: ReadTimeout"):
        plane(hang).parked()
