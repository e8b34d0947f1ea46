"""ID tokens in the shape of Firebase Auth, the keys that sign them, and their verification.

Claims: firebase.google.com/docs/auth/admin/verify-id-tokens. The keys are this process's own; they
are published as a JWKS, as Google publishes its own.
"""

from collections import OrderedDict
from dataclasses import dataclass
from secrets import token_hex

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from mock_backend.clock import Clock
from mock_backend.problem import Problem

ISSUER = "https://securetoken.google.com/"
PROJECT = "layerproof-mock"
TTL_S = 3_600
REMEMBERED = 10_000
"""Verified tokens kept, so that each is verified once; the longest unused goes first."""

_BEARER = "bearer "


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a valid token speaks for, until when (epoch seconds)."""

    uid: str
    email: str
    expires_at: float


@dataclass(frozen=True, slots=True)
class Minting:
    """What a token says about its bearer and itself; the defaults make a valid one."""

    uid: str
    email: str = ""
    ttl_s: float = TTL_S
    audience: str = PROJECT
    issuer: str = ISSUER + PROJECT


def new_key() -> RSAKey:
    """A key of 2048 bits with an id of its own, which takes about 0.1 s."""
    return RSAKey.generate_key(2048, {"kid": token_hex(8), "use": "sig", "alg": "RS256"})


class Signer:
    """One RSA key: it makes tokens and shows its public half."""

    def __init__(self, clock: Clock, key: RSAKey | None = None) -> None:
        self._clock = clock
        self.key = key or new_key()

    @property
    def kid(self) -> str:
        """The key's id, which each token's header names."""
        return str(self.key.kid)

    def mint(self, minting: Minting, *, kid: str | None = None) -> str:
        """A signed token; one with `ttl_s` below zero was issued in the past and has expired."""
        header = {"alg": "RS256", "kid": kid or self.kid}
        return jwt.encode(header, claims(minting, self._clock), self.key, algorithms=["RS256"])

    def jwks(self) -> dict[str, object]:
        """The public key as RFC 7517 has it."""
        return {"keys": [self.key.as_dict(private=False)]}


def claims(minting: Minting, clock: Clock) -> dict[str, object]:
    """A token's claims; times are whole seconds since the epoch."""
    issued = int(clock.now_ms() / 1000) + min(0, int(minting.ttl_s) - TTL_S)
    return {
        "iss": minting.issuer,
        "aud": minting.audience,
        "auth_time": issued,
        "user_id": minting.uid,
        "sub": minting.uid,
        "iat": issued,
        "exp": int(clock.now_ms() / 1000 + minting.ttl_s),
        "email": minting.email,
        "email_verified": True,
        "firebase": {
            "identities": {"email": [minting.email]},
            "sign_in_provider": "password",
        },
    }


class Verifier:
    """Says whose a bearer token is; a verified token is remembered until it expires."""

    def __init__(self, signer: Signer, clock: Clock) -> None:
        self._key = RSAKey.import_key(signer.key.as_dict(private=False))
        self._clock = clock
        self._known: OrderedDict[str, Identity] = OrderedDict()

    def identify(self, authorization: str) -> Identity:
        """The bearer of an `Authorization` header; raises Problem("unauthenticated")."""
        known = self._known.get(authorization)
        if known is not None and known.expires_at > self._clock.now_ms() / 1000:
            self._known.move_to_end(authorization)
            return known
        self._known.pop(authorization, None)
        if authorization[: len(_BEARER)].lower() != _BEARER:
            raise refused()
        identity = self._verified(authorization[len(_BEARER) :].strip())
        self._known[authorization] = identity
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return identity

    def _verified(self, token: str) -> Identity:
        try:
            decoded = jwt.decode(token, self._key, algorithms=["RS256"])
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise refused() from error
        return self._checked(decoded.header, decoded.claims)

    def _checked(self, header: dict[str, object], said: dict[str, object]) -> Identity:
        now = self._clock.now_ms() / 1000
        uid, expires, issued = said.get("sub"), said.get("exp"), said.get("iat")
        sound = (
            header.get("kid") == self._key.kid
            and said.get("aud") == PROJECT
            and said.get("iss") == ISSUER + PROJECT
            and isinstance(uid, str)
            and 0 < len(uid) <= 128
            and isinstance(expires, (int, float))
            and expires > now
            and isinstance(issued, (int, float))
            and issued <= now + 1
        )
        if not sound:
            raise refused()
        return Identity(str(uid), str(said.get("email", "")), float(str(expires)))


def refused() -> Problem:
    """The one answer to every token that is not good, so that it tells a forger nothing."""
    return Problem("unauthenticated", headers={"WWW-Authenticate": "Bearer"})
