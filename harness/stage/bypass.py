"""The cookie that a hosting gives for its secret: one first request, then nothing needs the secret.

The answer is a redirect to where it was asked, with the cookie (vercel.com/docs, "Protection Bypass
for Automation"). It is asked for once a process; browsers then carry the cookie to its own origin
by themselves, and no request has to be routed for it.
"""

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urljoin, urlsplit

import httpx

from harness.errors import Protected, TargetUnreachable
from harness.stage.preflight import client_for
from harness.stage.tag import said_by_us

SET_COOKIE = "x-vercel-set-bypass-cookie"


def cookies_for(
    origin: str,
    headers: Mapping[str, str],
    *,
    insecure: bool = False,
    tag: str = "",
    transport: httpx.BaseTransport | None = None,
) -> dict[str, str]:
    """The cookies that the origin gives to who sends it these headers, the secret among them.

    Raises Protected where the secret is refused, TargetUnreachable where nothing answers.
    """
    sent = {**said_by_us(tag, headers), **headers, SET_COOKIE: "true"}
    with client_for(origin, headers=sent, insecure=insecure, transport=transport) as client:
        try:
            answer = client.get("/")
        except httpx.TransportError as error:
            raise TargetUnreachable(f"Nothing answers at {origin}: {error}.") from error
    found = _cookies(answer)
    if not found or not _is_back(origin, answer):
        raise Protected(
            f"{origin} gave no cookie for the bypass secret, but {answer.status_code}: is "
            "VERCEL_AUTOMATION_BYPASS_SECRET this project's? Or send it as a header: bypass = "
            "'header'."
        )
    return found


def _is_back(origin: str, answer: httpx.Response) -> bool:
    """Whether it leads to the origin itself; a login elsewhere sets cookies, too."""
    to = urlsplit(urljoin(f"{origin}/", answer.headers.get("location", "")))
    return f"{to.scheme}://{to.netloc}" == origin and answer.status_code < 400


def _cookies(answer: httpx.Response) -> dict[str, str]:
    found: dict[str, str] = {}
    for said in answer.headers.get_list("set-cookie"):
        try:
            found |= {name: it.value for name, it in SimpleCookie(said).items()}
        except CookieError:
            continue
    return found
