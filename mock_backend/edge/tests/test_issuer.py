import httpx
import pytest
from joserfc import jwt

from mock_backend.auth.token import new_key
from mock_backend.edge.issuer import AUDIENCE, ISSUER, Checker, Issuer
from mock_backend.edge.tests.behind import SECRET, Behind

KEY, OTHER = new_key(), new_key()


def pair(ttl_s: float = 60) -> tuple[Issuer, Checker, list[float]]:
    now = [1_000.0]
    issuer = Issuer(secret=SECRET, ttl_s=ttl_s, now_s=lambda: now[0], key=KEY)
    return issuer, Checker(issuer.jwks(), lambda: now[0]), now


def test_a_token_holds_until_it_expires() -> None:
    issuer, checker, now = pair(ttl_s=60)
    token = issuer.token()

    assert checker.holds(token)
    now[0] += 59.9
    assert checker.holds(token)
    now[0] += 0.1
    assert not checker.holds(token)


def test_what_another_key_signed_or_nobody_is_no_token() -> None:
    issuer, checker, _ = pair()
    claims = {"iss": ISSUER, "aud": AUDIENCE, "exp": 2_000}
    header = {"alg": "RS256", "kid": str(KEY.kid)}
    forged = jwt.encode(header, claims, OTHER, algorithms=["RS256"])
    head, body, _signature = issuer.token().split(".")

    assert not checker.holds(forged)
    assert not checker.holds(f"{head}.{body}.")
    assert not checker.holds("no token")


def test_a_token_for_somebody_else_is_refused() -> None:
    issuer, checker, _ = pair()

    assert not checker.holds(issuer.token(audience="https://elsewhere.test"))


def test_keys_hold_no_private_part() -> None:
    key = Behind("oidc").get("/__edge/jwks").json()["keys"][0]

    assert "d" not in key
    assert key["kty"] == "RSA"


@pytest.mark.parametrize(("said", "status"), [(SECRET, 200), ("wrong", 401), ("", 401)])
def test_a_token_is_given_to_who_knows_the_secret(said: str, status: int) -> None:
    behind = Behind("oidc")

    answer: httpx.Response = behind.get(
        "/__edge/token?audience=x", {"authorization": f"bearer {said}"}
    )

    assert answer.status_code == status
    assert ("value" in answer.json()) is (status == 200)
    assert behind.get("/__edge/jwks").json() == behind.edge.issuer.jwks()
