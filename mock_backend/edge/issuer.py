"""The local issuer of OIDC tokens: signs them, publishes its key, and checks what comes back.

The edge knows the issuer by its JWKS alone, as the hosting knows that of a CI: signature (RS256),
`iss`, `aud` and `exp` must hold. GitHub's way to a token is `GET …?audience=A` with a bearer, which
answers {"value": token} (docs.github.com, "OpenID Connect reference").
"""

import json
from collections.abc import Callable, Mapping
from secrets import compare_digest

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, RSAKey

from mock_backend.auth.token import new_key
from mock_backend.edge.asked import Asked, Reply

ISSUER = "https://issuer.layerproof.test"
AUDIENCE = "https://vercel.com/layerproof"
HEADER = "x-vercel-trusted-oidc-idp-token"
TOKENS, KEYS = "/__edge/token", "/__edge/jwks"
_ALGORITHMS = ["RS256"]
_JSON = (("content-type", "application/json"),)


class Issuer:
    """One key; `now_s` are seconds since the epoch, `ttl_s` how long a token holds."""

    def __init__(
        self, *, secret: str, ttl_s: float, now_s: Callable[[], float], key: RSAKey | None = None
    ) -> None:
        self._secret = secret
        self._ttl_s = ttl_s
        self._now_s = now_s
        self._key = key or new_key()
        self.issued = 0

    def token(self, *, audience: str = AUDIENCE, ttl_s: float | None = None) -> str:
        """A signed token that holds from now on."""
        self.issued += 1
        now = self._now_s()
        claims: dict[str, object] = {
            "iss": ISSUER,
            "aud": audience,
            "sub": "repo:layerproof/mock:environment:preview",
            "iat": int(now),
            "exp": now + (self._ttl_s if ttl_s is None else ttl_s),
            "jti": str(self.issued),
        }
        header = {"alg": "RS256", "kid": str(self._key.kid)}
        return jwt.encode(header, claims, self._key, algorithms=_ALGORITHMS)

    def jwks(self) -> dict[str, object]:
        """The public key as RFC 7517 has it."""
        return {"keys": [self._key.as_dict(private=False)]}

    def answer(self, asked: Asked) -> Reply | None:
        """A token for whoever has the secret, or the keys for everybody; None for other paths."""
        if asked.path == KEYS:
            return _told(200, self.jwks())
        if asked.path != TOKENS:
            return None
        said = asked.headers.get("authorization", "")
        if not compare_digest(said.lower().encode(), f"bearer {self._secret}".lower().encode()):
            return _told(401, {"message": "Unauthorized"})
        return _told(200, {"value": self.token(audience=asked.query.get("audience", AUDIENCE))})


class Checker:
    """Says whether a token is one of the issuer's, by its published keys."""

    def __init__(self, jwks: Mapping[str, object], now_s: Callable[[], float]) -> None:
        self._keys = KeySet.import_key_set(jwks)  # type: ignore[arg-type] # any JSON, it checks
        self._now_s = now_s

    def holds(self, token: str) -> bool:
        """Whether signature, issuer, audience and time are right."""
        try:
            claims = jwt.decode(token, self._keys, algorithms=_ALGORITHMS).claims
        except (JoseError, ValueError, TypeError, KeyError):
            return False
        expires = claims.get("exp")
        right = claims.get("iss") == ISSUER and claims.get("aud") == AUDIENCE
        return right and isinstance(expires, int | float) and self._now_s() < expires


def _told(status: int, body: Mapping[str, object]) -> Reply:
    return Reply(status, _JSON, json.dumps(body).encode())
