from harness.model.headers import Headers
from harness.model.target import BYPASS, Target, origin_of

HEADERS = Headers({BYPASS: "hush", "x-vercel-skip-toolbar": "1"})


def target(**cookies: str) -> Target:
    return Target("app", "https://app.test/x", frozenset(), headers=HEADERS, cookies=cookies)


def test_a_cookie_stands_for_the_secret_in_browsers_only() -> None:
    assert dict(target().in_browser) == dict(HEADERS)
    assert dict(target(_vercel_jwt="c").in_browser) == {"x-vercel-skip-toolbar": "1"}
    assert target(_vercel_jwt="c").headers[BYPASS] == "hush"


def test_secrets_are_not_shown() -> None:
    assert "hush" not in repr(target(_vercel_jwt="crumb"))
    assert "crumb" not in repr(target(_vercel_jwt="crumb"))


def test_an_origin_is_scheme_host_and_port() -> None:
    assert target().origin == origin_of("https://app.test/other") == "https://app.test"
