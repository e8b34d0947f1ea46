"""What lets a machine through the protection of a hosting, as headers for the target's own origin.

    x-vercel-protection-bypass        the secret in VERCEL_AUTOMATION_BYPASS_SECRET
    x-vercel-trusted-oidc-idp-token   the token that the setting `oidc` leads to
    x-vercel-skip-toolbar             with either of them, and on any host of Vercel's

They stand beside the headers that a person has set, and give way to them. Whoever sends them reads
them for each request anew: a token is renewed before it ends.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from harness.model.headers import Headers
from harness.settings.token import Token, reader_of

SECRET, TOKEN = "VERCEL_AUTOMATION_BYPASS_SECRET", "VERCEL_OIDC_TOKEN"
SOURCE = "LAYERPROOF_OIDC"
BYPASS = "x-vercel-protection-bypass"
TRUSTED = "x-vercel-trusted-oidc-idp-token"
SKIP_TOOLBAR = "x-vercel-skip-toolbar"


def passage(
    said: Mapping[str, str], url: str, *, secret: str, oidc: str, environ: Mapping[str, str]
) -> Headers:
    """What is sent to the origin of `url` with each request; for a mock of the run's own ('') only
    what a person has `said`. Raises BadSetting for an `oidc` that says no way to a token.
    """
    if not url:
        return Headers(said)
    taken = {name.lower() for name in said}
    found = {BYPASS: secret, SKIP_TOOLBAR: "1" if secret or oidc or _is_vercels(url) else ""}
    still = {**said, **{name: it for name, it in found.items() if it and name not in taken}}
    if not oidc or TRUSTED in taken:
        return Headers(still)
    token = Token(oidc, reader_of(oidc, environ))
    return Headers(still, name=TRUSTED, value=token.text)


def renewed(told: Mapping[str, str], environ: Mapping[str, str]) -> Headers:
    """Headers that another process was told at its start, with their token, where they hold one,
    asked for anew: by LAYERPROOF_OIDC, else VERCEL_OIDC_TOKEN, in the environment.
    """
    source = environ.get(SOURCE) or (f"env:{TOKEN}" if environ.get(TOKEN) else "")
    if not source or TRUSTED not in told:
        return Headers(told)
    token = Token(source, reader_of(source, environ))
    return Headers({**told}, name=TRUSTED, value=token.text).without(TRUSTED)


def _is_vercels(url: str) -> bool:
    return (urlsplit(url).hostname or "").endswith(".vercel.app")
