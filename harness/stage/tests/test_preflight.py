import socket
from collections.abc import Mapping

import httpx
import pytest

from harness.errors import (
    LayerproofError,
    NotDeployed,
    NotTheApp,
    Protected,
    TargetUnreachable,
)
from harness.profile.load import load_profile
from harness.stage.preflight import Arrival, preflight

MOCK = load_profile("mock")
PAGE = f"/interview/{MOCK.ids.unknown}"
CALL = f"/api/interview/session/{MOCK.ids.unknown}"
RUNNER = httpx.Response(200, html="<main>")
REFUSED = httpx.Response(401, json={"code": "unauthenticated"})
MISSING = httpx.Response(404, html="<h1>404</h1>")
NOTHING_HERE = httpx.Response(404, json={"error": "nothing here"})
HEALTH = httpx.Response(200, json={"status": "ok", "commit": "abc123"})


def arrive(
    answers: Mapping[str, httpx.Response | Exception],
    otherwise: httpx.Response = MISSING,
    headers: Mapping[str, str] | None = None,
) -> Arrival:
    def answer(request: httpx.Request) -> httpx.Response:
        found = answers.get(request.url.path, otherwise)
        if isinstance(found, Exception):
            raise found
        return httpx.Response(found.status_code, headers=found.headers, content=found.content)

    transport = httpx.MockTransport(answer)
    return preflight("https://app.example", MOCK, headers=headers, transport=transport)


def refusal(
    answers: Mapping[str, httpx.Response | Exception], otherwise: httpx.Response = MISSING
) -> LayerproofError:
    with pytest.raises(LayerproofError) as refused:
        arrive(answers, otherwise)
    assert refused.value.exit_code == 3
    return refused.value


def redirect(to: str, status: int = 307) -> httpx.Response:
    return httpx.Response(status, headers={"location": to})


def test_the_app_is_recognised_with_its_build() -> None:
    assert arrive({PAGE: RUNNER, CALL: REFUSED, "/api/health": HEALTH}) == Arrival("abc123")


def test_an_app_without_a_session_api_is_still_the_app() -> None:
    arrival = arrive({PAGE: RUNNER, CALL: MISSING})

    assert arrival.notes == (
        f"the session API does not refuse a call without a token: GET {CALL} gave 404 text/html",
    )


# No page of the app: as a server of another kind says it, and as a page that says so.
NO_PAGE = [MISSING, NOTHING_HERE, httpx.Response(410), httpx.Response(200, json={"ok": True})]
# What may stand where a page of the app is: the page, a way to it, or what keeps it away.
SOME_PAGE = [RUNNER, httpx.Response(500), httpx.Response(403), httpx.Response(307)]


@pytest.mark.parametrize("missing", NO_PAGE)
@pytest.mark.parametrize("page", ["/sign-in", "/practice", "/org"])
@pytest.mark.parametrize("there", SOME_PAGE)
def test_an_app_without_a_runner_but_with_another_page_is_still_the_app(
    missing: httpx.Response, page: str, there: httpx.Response
) -> None:
    arrival = arrive({PAGE: missing, CALL: REFUSED, page: there}, otherwise=missing)

    assert "the runner's page is missing" in arrival.notes[0]


@pytest.mark.parametrize("missing", NO_PAGE)
@pytest.mark.parametrize("call", [REFUSED, NOTHING_HERE])
def test_an_app_that_has_none_of_the_profiles_pages_is_another(
    missing: httpx.Response, call: httpx.Response
) -> None:
    refused = refusal({"/": RUNNER, PAGE: missing, CALL: call}, otherwise=missing)

    assert isinstance(refused, NotTheApp)
    for asked in (PAGE, CALL, "/sign-in", "/org"):
        assert f"GET {asked} gave " in str(refused)


@pytest.mark.parametrize("failing", [500, 503])
def test_a_runner_that_fails_is_for_the_scenarios(failing: int) -> None:
    answers = {PAGE: httpx.Response(failing), CALL: REFUSED}

    assert "the runner's page is missing" in arrive(answers, otherwise=NOTHING_HERE).notes[0]


def test_an_app_that_sends_to_its_own_sign_in_is_still_the_app() -> None:
    notes = arrive({PAGE: redirect("/sign-in?next=x"), CALL: REFUSED}).notes

    assert notes == ("the runner redirects a person without session to /sign-in",)


def test_a_site_that_knows_neither_is_something_else() -> None:
    refused = refusal({})

    assert isinstance(refused, NotTheApp)
    assert "not the app of profile 'mock'" in str(refused)
    assert f"GET {PAGE} gave 404 text/html" in str(refused)


def test_a_site_that_answers_everything_with_one_page_is_something_else() -> None:
    assert isinstance(refusal({PAGE: RUNNER, CALL: RUNNER}), NotTheApp)


def test_a_redirect_to_a_login_elsewhere_is_told() -> None:
    refused = refusal({PAGE: redirect("https://vercel.com/sso-api?url=x")})

    assert isinstance(refused, NotTheApp)
    assert "is behind a login wall (307 to vercel.com)" in str(refused)
    assert "x-vercel-protection-bypass" in str(refused)


def test_a_redirect_to_the_same_page_elsewhere_names_the_address_to_give() -> None:
    assert "--url https://www.app.example" in str(
        refusal({PAGE: redirect(f"https://www.app.example{PAGE}", 308)})
    )


def test_a_redirect_that_the_profile_does_not_know_is_told() -> None:
    assert "Correct paths in the profile" in str(refusal({PAGE: redirect("/login")}))


@pytest.mark.parametrize("status", [401, 403])
def test_a_login_wall_is_told(status: int) -> None:
    assert f"answers {status}: a login wall" in str(refusal({PAGE: httpx.Response(status)}))


def test_a_bot_challenge_is_told() -> None:
    challenged = httpx.Response(429, headers={"x-vercel-mitigated": "challenge"})

    assert "behind a bot challenge (429 challenge)" in str(refusal({PAGE: challenged}))


@pytest.mark.parametrize(
    ("status", "headers", "said", "kind"),
    [
        (429, {"x-vercel-mitigated": "deny"}, "a rate limit (429 deny). Wait", Protected),
        (410, {"x-vercel-error": "DEPLOYMENT_DELETED"}, "Deploy it again", NotDeployed),
        (404, {"x-vercel-error": "DEPLOYMENT_NOT_FOUND"}, "not ready (404", NotTheApp),
        (
            303,
            {"x-vercel-error": "DEPLOYMENT_NOT_READY_REDIRECTING", "location": "https://v.test"},
            "still being built",
            NotTheApp,
        ),
    ],
)
def test_what_a_hosting_says_instead_is_told_with_what_to_do(
    status: int, headers: dict[str, str], said: str, kind: type[Exception]
) -> None:
    answer = httpx.Response(status, headers=headers)

    for refused in (refusal({PAGE: answer}), refusal({PAGE: RUNNER, CALL: answer})):
        assert said in str(refused)
        assert type(refused) is kind


def test_a_key_that_is_refused_is_told_as_such() -> None:
    wall = httpx.Response(302, headers={"location": "https://vercel.com/sso-api?url=x"})
    key = {"x-vercel-protection-bypass": "hush"}

    with pytest.raises(Protected, match="is refused: is the secret") as caught:
        arrive({PAGE: wall}, headers=key)
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (httpx.ConnectError("[Errno -2] Name or service not known"), "Is the address right"),
        (httpx.ReadTimeout(""), "Nothing came within 20 s"),
        (httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED]"), "add --insecure"),
        (httpx.ProxyError("407"), "HTTPS_PROXY"),
        (httpx.RemoteProtocolError("Server disconnected"), "Server disconnected"),
    ],
)
def test_a_url_that_does_not_answer_is_told_with_what_to_do(
    error: httpx.TransportError, said: str
) -> None:
    refused = refusal({PAGE: error})

    assert isinstance(refused, TargetUnreachable)
    assert said in str(refused)


def test_headers_go_to_the_target() -> None:
    seen: list[httpx.Headers] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers)
        return RUNNER if request.url.path == PAGE else REFUSED

    preflight(
        "https://app.example",
        MOCK,
        headers={"x-bypass": "s3"},
        transport=httpx.MockTransport(answer),
    )

    assert {it["x-bypass"] for it in seen} == {"s3"}


@pytest.mark.parametrize(
    ("headers", "said"), [({}, "L/1 (run r)"), ({"User-Agent": "Ours"}, "Ours L/1 (run r)")]
)
def test_each_question_says_whose_run_asks(headers: dict[str, str], said: str) -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["user-agent"])
        return RUNNER if request.url.path == PAGE else REFUSED

    transport = httpx.MockTransport(answer)
    preflight("https://app.example", MOCK, headers=headers, tag="L/1 (run r)", transport=transport)

    assert set(seen) == {said}
    assert len(seen) >= 2


def test_a_login_in_the_address_is_used_and_never_repeated() -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["authorization"])
        return httpx.Response(404, html="")

    with pytest.raises(NotTheApp) as refused:
        preflight("https://me:s3@app.example", MOCK, transport=httpx.MockTransport(answer))

    assert set(seen) == {"Basic bWU6czM="}
    assert "s3" not in str(refused.value)


def test_a_port_where_nobody_listens_is_unreachable() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"

        with pytest.raises(TargetUnreachable, match="refused"):
            preflight(url, MOCK)
