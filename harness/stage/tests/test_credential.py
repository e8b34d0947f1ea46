"""A sign-in that was seen is aged, and its token forged, without the key."""

import base64
import json

import pytest

from harness.stage.credential import aged, forged

EXPIRES_S = 1_800_000_000


def coded(table: dict[str, object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(table).encode()).decode().rstrip("=")


TOKEN = f"{coded({'alg': 'RS256'})}.{coded({'sub': 'amara', 'exp': EXPIRES_S})}.c2lnbmVk"


def state(*stored: str) -> dict[str, object]:
    """A saved state with these texts in localStorage."""
    entries = [{"name": f"k{at}", "value": it} for at, it in enumerate(stored)]
    return {"cookies": [], "origins": [{"origin": "http://app.test", "localStorage": entries}]}


def test_an_expiry_is_found_wherever_it_stands() -> None:
    kept = state(json.dumps({"t": {"until": EXPIRES_S * 1_000 + 900}, "n": 5}), str(EXPIRES_S), "x")

    old = aged(kept, TOKEN)

    over = {"t": {"until": (EXPIRES_S - 90_000) * 1_000 + 900}, "n": 5}
    told = json.dumps(over, separators=(",", ":"))
    assert old == state(told, str(EXPIRES_S - 90_000), "x")


@pytest.mark.parametrize("bearer", [TOKEN, "not-a-token", ""])
def test_a_state_that_says_nothing_of_it_cannot_be_aged(bearer: str) -> None:
    assert aged(state("text", '{"t": 1}', "17"), bearer) is None


def test_an_unsigned_token_has_the_same_claims() -> None:
    head, claims, signature = forged(TOKEN, "alg-none").split(".")

    assert json.loads(base64.urlsafe_b64decode(head + "==="))["alg"] == "none"
    assert (claims, signature) == (TOKEN.split(".")[1], "")


def test_a_token_that_nobody_signed_has_another_signature() -> None:
    head, claims, signature = forged(TOKEN, "other-key").split(".")

    assert [head, claims] == TOKEN.split(".")[:2]
    assert signature not in ("", "c2lnbmVk")
