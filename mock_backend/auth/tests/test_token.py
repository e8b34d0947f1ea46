from typing import cast

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, KeySetSerialization

from mock_backend.auth.token import Minting, Signer, Verifier
from mock_backend.problem import Problem
from mock_backend.tests.client import KEY, SetClock


def test_a_token_has_the_shape_of_firebases() -> None:
    clock = SetClock()
    signer = Signer(clock, KEY)

    token = jwt.decode(signer.mint(Minting("ann", "ann@example.test")), KEY, algorithms=["RS256"])

    assert token.header == {"typ": "JWT", "alg": "RS256", "kid": signer.kid}
    now = int(clock.now_ms() / 1000)
    assert token.claims == {
        "iss": "https://securetoken.google.com/layerproof-mock",
        "aud": "layerproof-mock",
        "auth_time": now,
        "user_id": "ann",
        "sub": "ann",
        "iat": now,
        "exp": now + 3600,
        "email": "ann@example.test",
        "email_verified": True,
        "firebase": {
            "identities": {"email": ["ann@example.test"]},
            "sign_in_provider": "password",
        },
    }


def test_the_published_key_verifies_it() -> None:
    signer = Signer(SetClock(), KEY)
    keys = KeySet.import_key_set(cast("KeySetSerialization", signer.jwks()))

    assert jwt.decode(signer.mint(Minting("ann")), keys, algorithms=["RS256"]).claims["sub"]


@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_token_changed_in_one_place_is_refused(part: int) -> None:
    clock = SetClock()
    signer = Signer(clock, KEY)
    parts = signer.mint(Minting("ann")).split(".")
    parts[part] = parts[part][:5] + ("A" if parts[part][5] != "A" else "B") + parts[part][6:]

    with pytest.raises(Problem):
        Verifier(signer, clock).identify("Bearer " + ".".join(parts))
