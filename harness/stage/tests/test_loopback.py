import httpx

from harness.stage.loopback import Dialled


def test_who_is_asked_for_stays_in_the_request() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200)

    with httpx.Client(transport=Dialled(httpx.MockTransport(answer))) as client:
        found = client.get("http://app-1.localhost:81/x?y=1")
        client.get("http://other.test/")

    assert str(found.url) == "http://app-1.localhost:81/x?y=1"
    assert str(seen[0].url) == "http://127.0.0.1:81/x?y=1"
    assert seen[0].headers["host"] == "app-1.localhost:81"
    assert seen[1].url.host == "other.test"
