"""Tokens that the server must refuse, and one that it must not, for tests to present."""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Literal, TypeAlias

import orjson

from mock_backend.auth.token import ISSUER, Minting, Signer, claims
from mock_backend.clock import Clock

Kind: TypeAlias = Literal[
    "valid", "expired", "wrong-audience", "wrong-issuer", "alg-none", "other-key"
]


class Forger:
    """Makes a token of any kind; the other key is generated when first needed."""

    def __init__(self, signer: Signer, clock: Clock) -> None:
        self._signer = signer
        self._clock = clock
        self._other: Signer | None = None

    def forge(self, kind: Kind, minting: Minting) -> str:
        """A token that is wrong in exactly the one way that `kind` says."""
        makers: dict[Kind, Callable[[Minting], str]] = {
            "valid": self._signer.mint,
            "expired": self._expired,
            "wrong-audience": self._for_another_audience,
            "wrong-issuer": self._from_another_issuer,
            "alg-none": self._unsigned,
            "other-key": self._signed_by_another,
        }
        return makers[kind](minting)

    def _expired(self, minting: Minting) -> str:
        return self._signer.mint(Minting(minting.uid, minting.email, ttl_s=-60))

    def _for_another_audience(self, minting: Minting) -> str:
        other = Minting(minting.uid, minting.email, minting.ttl_s, audience="another-project")
        return self._signer.mint(other)

    def _from_another_issuer(self, minting: Minting) -> str:
        other = Minting(minting.uid, minting.email, minting.ttl_s, issuer=ISSUER + "another")
        return self._signer.mint(other)

    def _unsigned(self, minting: Minting) -> str:
        header = {"alg": "none", "typ": "JWT", "kid": self._signer.kid}
        return f"{_base64(header)}.{_base64(claims(minting, self._clock))}."

    def _signed_by_another(self, minting: Minting) -> str:
        if self._other is None:
            self._other = Signer(self._clock)
        # It claims the real key's id: only the signature tells.
        return self._other.mint(minting, kid=self._signer.kid)


def _base64(value: object) -> str:
    return urlsafe_b64encode(orjson.dumps(value)).rstrip(b"=").decode()
