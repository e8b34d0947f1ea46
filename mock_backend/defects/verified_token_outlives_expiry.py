"""A token that was verified once is taken for good ever after."""

from dataclasses import replace

from mock_backend.auth.token import Identity, Verifier
from mock_backend.seams import Seams

NAME = "verified-token-outlives-expiry"
LINE = "server.get.status.401"
WHY = "Verifying is slow, so its result is kept by token; when it ends was not kept with it."


def install(seams: Seams) -> Seams:
    """A token that was verified once is taken for good ever after."""
    verified: dict[str, Identity] = {}

    def identify(verifier: Verifier, authorization: str) -> Identity:
        if authorization not in verified:
            verified[authorization] = seams.identify(verifier, authorization)
        return verified[authorization]

    return replace(seams, identify=identify)
