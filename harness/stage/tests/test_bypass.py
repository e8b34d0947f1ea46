import httpx
import pytest

from harness.errors import Protected, TargetUnreachable
from harness.stage.bypass import cookies_for

ORIGIN = "https://app.example.test"
HEADERS = {"x-vercel-protection-bypass": "hush"}
COOKIE = {"set-cookie": "_vercel_jwt=abc; Path=/; HttpOnly; Secure; SameSite=Lax"}


def given(answer: httpx.Response | Exception) -> tuple[dict[str, str], list[httpx.Request]]:
    seen: list[httpx.Request] = []

    def reply(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return cookies_for(ORIGIN, HEADERS, transport=httpx.MockTransport(reply)), seen


def test_one_first_request_gives_the_cookie() -> None:
    found, seen = given(httpx.Response(307, headers={**COOKIE, "location": "/"}))

    assert found == {"_vercel_jwt": "abc"}
    assert len(seen) == 1
    assert seen[0].headers["x-vercel-set-bypass-cookie"] == "true"
    assert seen[0].headers["x-vercel-protection-bypass"] == "hush"


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(401),
        httpx.Response(307, headers={"location": "/"}),
        httpx.Response(302, headers={**COOKIE, "location": "https://vercel.com/sso-api?url=x"}),
        httpx.Response(401, headers=COOKIE),
    ],
)
def test_a_secret_that_is_refused_is_told_without_it(answer: httpx.Response) -> None:
    with pytest.raises(Protected, match="gave no cookie") as caught:
        given(answer)
    assert "hush" not in str(caught.value)


def test_nothing_there_is_unreachable() -> None:
    with pytest.raises(TargetUnreachable, match="Nothing answers"):
        given(httpx.ConnectError("refused"))
