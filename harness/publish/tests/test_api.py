import pytest

from harness.errors import BadSetting, NotTold, TellingRefused
from harness.publish.api import Api, Patience
from harness.publish.tests.github import (
    HOME,
    READ_ONLY,
    SHA,
    TOKEN,
    GitHub,
    Reply,
    a_pull,
    asking,
    refusal,
    serving,
)

PULLS = f"{HOME}/commits/{SHA}/pulls"
COMMENTS = f"{HOME}/issues/7/comments"
PATIENCE = Patience(1.0, lambda: 0.0, lambda _: None)


def test_a_list_is_read_to_its_last_page(github: GitHub, api: Api) -> None:
    github.page_size = 2
    github.pulls = [a_pull(number) for number in range(1, 6)]

    assert [it["number"] for it in api.all(PULLS)] == [1, 2, 3, 4, 5]
    assert len(github.calls) == 3


def test_a_list_without_an_end_is_given_up(github: GitHub, api: Api) -> None:
    endless = Reply(200, [], {"link": f'<{github.url}{PULLS}>; rel="next"'})
    github.answer("GET", PULLS, *[endless] * 60)

    with pytest.raises(NotTold, match="pages"):
        list(api.all(PULLS))


def test_the_token_and_the_version_are_said_with_every_call(github: GitHub, api: Api) -> None:
    list(api.all(PULLS))

    (call,) = github.calls
    assert call.headers["authorization"] == f"Bearer {TOKEN}"
    assert call.headers["x-github-api-version"] == "2022-11-28"
    assert call.headers["accept"] == "application/vnd.github+json"


def test_a_secondary_limit_is_waited_for_as_long_as_it_says(
    github: GitHub, api: Api, slept: list[float]
) -> None:
    limited = refusal(403, "You have exceeded a secondary rate limit.", retry_after="7")
    github.answer("GET", PULLS, limited, refusal(429, "Too many", retry_after="3"))

    assert list(api.all(PULLS)) == []
    assert slept == [7.0, 3.0]


def test_no_calls_left_is_waited_for_until_the_reset(
    github: GitHub, api: Api, slept: list[float]
) -> None:
    reset = {"x_ratelimit_remaining": "0", "x_ratelimit_reset": "1700000030"}
    github.answer("GET", PULLS, refusal(403, "API rate limit exceeded", **reset))

    assert list(api.all(PULLS)) == []
    assert slept == [31.0]


def test_a_wait_that_is_too_long_is_not_begun(github: GitHub, slept: list[float]) -> None:
    github.answer("GET", PULLS, refusal(429, "Too many", retry_after="3600"))

    with asking(github, slept) as api, pytest.raises(NotTold, match="3600 s"):
        list(api.all(PULLS))
    assert slept == []


def test_all_waits_together_have_a_limit(github: GitHub, slept: list[float]) -> None:
    github.answer("GET", PULLS, *[refusal(429, "Too many", retry_after="90")] * 4)

    with asking(github, slept) as api, pytest.raises(NotTold, match="asked again in 90 s"):
        list(api.all(PULLS))
    assert slept == [90.0, 90.0]


def test_a_server_that_stays_broken_is_given_up(
    github: GitHub, api: Api, slept: list[float]
) -> None:
    github.answer("GET", PULLS, *[Reply(502, "<html>")] * 9)

    with pytest.raises(NotTold, match="status 502"):
        list(api.all(PULLS))
    assert slept == [1.0, 2.0, 4.0, 8.0]


def test_a_lost_connection_is_tried_again(github: GitHub, api: Api, slept: list[float]) -> None:
    github.answer("GET", PULLS, Reply(0))

    assert list(api.all(PULLS)) == []
    assert slept == [1.0]


@pytest.mark.parametrize("lost", [Reply(0), Reply(500, {"message": "Server Error"})])
def test_what_may_have_been_written_is_not_written_again(
    github: GitHub, api: Api, lost: Reply
) -> None:
    github.answer("POST", COMMENTS, lost, done=True)

    with pytest.raises(NotTold):
        api.put("POST", COMMENTS, {"body": "hello"}, again=False)
    assert len(github.comments) == 1


def test_a_limit_says_that_nothing_was_written(github: GitHub, api: Api) -> None:
    github.answer("POST", COMMENTS, refusal(429, "Too many", retry_after="1"))

    api.put("POST", COMMENTS, {"body": "hello"}, again=False)
    assert len(github.comments) == 1


@pytest.mark.parametrize(
    ("reply", "status"),
    [
        (READ_ONLY, 403),
        (refusal(404, "Not Found"), 404),
        (refusal(422, "Validation Failed"), 422),
        (Reply(410, "gone"), 410),
    ],
)
def test_a_refusal_is_told_at_once_with_its_reason(
    github: GitHub, api: Api, slept: list[float], reply: Reply, status: int
) -> None:
    github.answer("GET", "/user", reply)

    with pytest.raises(TellingRefused, match=f"GET /user was refused with {status}") as refused:
        api.get("/user")
    assert refused.value.status == status
    assert slept == []
    assert TOKEN not in str(refused.value)


def test_an_answer_that_is_no_json_is_not_github(github: GitHub, api: Api) -> None:
    github.answer("GET", "/user", Reply(200, "<html>a proxy</html>"))

    with pytest.raises(NotTold, match="no JSON"):
        api.get("/user")


def test_a_repository_that_was_renamed_is_followed(github: GitHub, api: Api) -> None:
    moved = Reply(301, {}, {"location": f"{github.url}{PULLS}"})
    github.pulls = [a_pull(1)]
    github.answer("GET", "/repos/old/name/pulls", moved)

    assert api.get("/repos/old/name/pulls")[0]["number"] == 1


def test_the_token_goes_to_no_other_host(github: GitHub, api: Api) -> None:
    with serving(GitHub()) as other:
        github.answer("GET", "/user", Reply(302, {}, {"location": f"{other.url}/user"}))
        github.answer("GET", PULLS, Reply(200, [], {"link": f'<{other.url}/x>; rel="next"'}))

        with pytest.raises(NotTold, match="another host"):
            api.get("/user")
        with pytest.raises(NotTold, match="another host"):
            list(api.all(PULLS))
        assert other.calls == []


@pytest.mark.parametrize(
    "root",
    [
        "http://api.github.com",
        "https://user:pass@api.github.com",
        "https://",
        "api.github.com",
        "https://api.github.com?x=1",
        "ftp://127.0.0.1",
    ],
)
def test_an_address_that_is_not_safe_for_a_token_is_refused(root: str) -> None:
    with pytest.raises(BadSetting, match="https"):
        Api(root, TOKEN, PATIENCE)
