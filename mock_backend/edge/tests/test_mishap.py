import pytest

from mock_backend.edge.tests.behind import Behind


def statuses(behind: Behind, count: int, path: str = "/") -> list[int]:
    return [behind.get(path).status_code for _ in range(count)]


def test_a_challenge_stands_before_everything() -> None:
    behind = Behind("challenge:2", "protection")

    assert statuses(behind, 3) == [401, 401, 403]
    assert behind.get("/").headers["x-vercel-mitigated"] == "challenge"


def test_too_many_requests_are_denied() -> None:
    behind = Behind("rate-limit:1")

    assert statuses(behind, 2) == [200, 429]
    assert behind.get("/").headers["x-vercel-mitigated"] == "deny"


def test_a_deployment_that_is_not_ready_redirects_until_it_is() -> None:
    behind = Behind("not-ready:3s")
    found = behind.get("/")

    assert found.status_code == 303
    assert found.headers["x-vercel-error"] == "DEPLOYMENT_NOT_READY_REDIRECTING"
    behind.now_s += 3
    assert statuses(behind, 1) == [200]


def test_not_ready_can_be_counted() -> None:
    assert statuses(Behind("not-ready:2"), 3) == [303, 303, 200]


def test_ready_too_soon_answers_three_times_before_it_is_gone() -> None:
    assert statuses(Behind("ready-too-soon:2"), 6) == [200, 200, 200, 404, 404, 200]


@pytest.mark.parametrize(
    ("value", "status", "code"),
    [
        ("", 410, "DEPLOYMENT_DELETED"),
        (":402", 402, "DEPLOYMENT_DISABLED"),
        (":503", 503, "DEPLOYMENT_PAUSED"),
    ],
)
def test_a_deployment_that_is_gone_says_how(value: str, status: int, code: str) -> None:
    found = Behind(f"deployment-error{value}").get("/")

    assert (found.status_code, found.headers["x-vercel-error"]) == (status, code)


def test_calls_of_the_session_time_out_and_pages_do_not() -> None:
    behind = Behind("timeout:1")

    assert behind.get("/interview/a").status_code == 200
    assert statuses(behind, 2, "/api/interview/session/a") == [504, 200]
