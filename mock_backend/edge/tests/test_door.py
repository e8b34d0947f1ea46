import pytest

from mock_backend.edge.tests.behind import NAMES, SECRET, Behind

BYPASS = {"x-vercel-protection-bypass": SECRET}
COOKIE_TOO = {**BYPASS, "x-vercel-set-bypass-cookie": "true"}


def test_who_does_not_know_the_secret_meets_a_login() -> None:
    behind = Behind("protection")

    page, call = behind.get("/", page=True), behind.get("/api/me")

    assert page.status_code == 302
    assert page.headers["location"].startswith("https://vercel.com/sso-api?url=https%3A%2F%2F")
    assert (call.status_code, behind.asked) == (401, [])
    assert "x-commit" not in call.headers
    assert behind.get("/", {"x-vercel-protection-bypass": "guessed"}).status_code == 401


def test_the_secret_lets_in_by_header_and_by_parameter() -> None:
    behind = Behind("protection")

    assert behind.get("/", BYPASS).status_code == 200
    assert behind.get(f"/?x-vercel-protection-bypass={SECRET}").status_code == 200


@pytest.mark.parametrize(("said", "same_site"), [("true", "Lax"), ("samesitenone", "None")])
def test_a_first_request_is_answered_with_a_cookie(said: str, same_site: str) -> None:
    behind = Behind("protection")

    first = behind.get("/practice?a=1", {**BYPASS, "x-vercel-set-bypass-cookie": said})

    assert (first.status_code, first.headers["location"]) == (307, "/practice?a=1")
    assert f"SameSite={same_site}" in first.headers["set-cookie"]
    assert SECRET not in first.headers["set-cookie"]
    cookie = first.headers["set-cookie"].partition(";")[0]
    assert behind.get("/", {"cookie": f"other=1; {cookie}"}).status_code == 200


def test_parameters_that_let_in_are_not_in_the_address_after() -> None:
    asked = f"/x?x-vercel-protection-bypass={SECRET}&x-vercel-set-bypass-cookie=true&a=1"

    assert Behind("protection").get(asked).headers["location"] == "/x?a=1"


def test_a_cookie_ends_and_is_of_one_host() -> None:
    behind = Behind("protection:30s")
    told = behind.get("/", COOKIE_TOO).headers["set-cookie"]
    cookie = {"cookie": told.partition(";")[0]}

    assert behind.get("/", cookie, label=NAMES.alias).status_code == 401
    assert behind.get("/", cookie).status_code == 200
    behind.now_s += 30
    assert behind.get("/", cookie).status_code == 401
    forged = {"cookie": "_vercel_jwt=9999999999999.00"}
    assert behind.get("/", forged).status_code == 401


def test_a_token_lets_in_until_it_expires() -> None:
    behind = Behind("oidc:60s")
    said = {"x-vercel-trusted-oidc-idp-token": behind.edge.issuer.token()}

    assert behind.get("/", said).status_code == 200
    behind.now_s += 60
    assert behind.get("/", said).status_code == 401


def test_without_the_switch_no_token_lets_in() -> None:
    behind = Behind("protection")
    said = {"x-vercel-trusted-oidc-idp-token": behind.edge.issuer.token()}

    assert behind.get("/", said).status_code == 401
