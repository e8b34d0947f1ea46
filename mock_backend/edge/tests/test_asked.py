from mock_backend.edge.asked import Asked, asked_of, error


def asked(path: str, *, method: str = "GET", **headers: str) -> Asked:
    return Asked(method, path, {}, headers, 0)


def test_a_function_has_one_name_for_all_its_ids() -> None:
    assert asked("/interview/a").function == asked("/interview/b").function == "/interview"
    assert asked("/api/interview/session/a").function == "/api/interview/session"
    assert asked("/assets/runner.js").function == ""
    assert asked("/").function == "/"


def test_a_page_is_what_asks_for_html() -> None:
    assert asked("/", accept="text/html,*/*").is_page
    assert not asked("/", accept="*/*").is_page
    assert not asked("/", method="POST", accept="text/html").is_page


def test_cookies_that_came_apart_stand_together() -> None:
    scope = {
        "method": "GET",
        "path": "/",
        "query_string": b"x=1&y=",
        "headers": [(b"cookie", b"a=1"), (b"Cookie", b"b=2"), (b"host", b"Own.localhost:80")],
    }

    found = asked_of(scope, 1.5)

    assert found.headers["cookie"] == "a=1; b=2"
    assert (found.host, found.label) == ("own.localhost:80", "own")
    assert found.without("x") == "/?y="


def test_an_error_names_its_code_in_a_header() -> None:
    found = error(410, "DEPLOYMENT_DELETED")

    assert dict(found.headers)["x-vercel-error"] == "DEPLOYMENT_DELETED"
    assert b"410: DEPLOYMENT_DELETED" in found.body
