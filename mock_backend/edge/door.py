"""Deployment protection: who is let in, and by what.

    header or parameter x-vercel-protection-bypass   the secret, on each request
    … with x-vercel-set-bypass-cookie                answered by 307 and a cookie, `_vercel_jwt`
    header x-vercel-trusted-oidc-idp-token           a token that the checker knows

Everybody else meets a login: a redirect for a page, 401 for a call (vercel.com/docs,
"Deployment Protection").
"""

import hashlib
import hmac
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote

from mock_backend.edge.asked import Asked, Reply
from mock_backend.edge.issuer import HEADER

COOKIE = "_vercel_jwt"
BYPASS, SET_COOKIE = "x-vercel-protection-bypass", "x-vercel-set-bypass-cookie"
LOGIN = "https://vercel.com/sso-api"
_SAME_SITE = {"true": "Lax", "samesitenone": "None"}


class Door:
    """Lets in who knows the secret, has its cookie (for `cookie_s`), or a token that `holds`."""

    def __init__(
        self,
        secret: str,
        *,
        cookie_s: float,
        now_s: Callable[[], float],
        holds: Callable[[str], bool],
    ) -> None:
        self._secret = secret
        self._cookie_s = cookie_s
        self._now_s = now_s
        self._holds = holds

    def answer(self, asked: Asked) -> Reply | None:
        """None for who is let in; else the login, or the redirect with the cookie."""
        if self._knows(asked):
            same_site = _SAME_SITE.get(asked.said(SET_COOKIE).lower())
            return self._with_cookie(asked, same_site) if same_site else None
        token = asked.headers.get(HEADER, "")
        if self._has_cookie(asked) or (token and self._holds(token)):
            return None
        return _login(asked)

    def _knows(self, asked: Asked) -> bool:
        said = asked.said(BYPASS)
        return bool(said) and hmac.compare_digest(said.encode(), self._secret.encode())

    def _with_cookie(self, asked: Asked, same_site: str) -> Reply:
        until = self._now_s() + self._cookie_s
        cookie = (
            f"{COOKIE}={self._signed(asked.host, until)}; Path=/; HttpOnly; Secure; "
            f"Max-Age={self._cookie_s:g}; SameSite={same_site}"
        )
        where = asked.without(BYPASS, SET_COOKIE)
        return Reply(307, (("location", where), ("set-cookie", cookie)))

    def _has_cookie(self, asked: Asked) -> bool:
        try:
            found = SimpleCookie(asked.headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            return False
        until, _, _ = found.value.partition(".") if found else ("", "", "")
        if found is None or not until.isdigit() or int(until) / 1000 <= self._now_s():
            return False
        return hmac.compare_digest(found.value, self._signed(asked.host, int(until) / 1000))

    def _signed(self, host: str, until_s: float) -> str:
        until = round(until_s * 1000)
        digest = hmac.new(self._secret.encode(), f"{host} {until}".encode(), hashlib.sha256)
        return f"{until}.{digest.hexdigest()}"


def _login(asked: Asked) -> Reply:
    if asked.is_page:
        here = quote(f"https://{asked.host}{asked.path}", safe="")
        return Reply(302, (("location", f"{LOGIN}?url={here}&nonce=0"),))
    page = b"<!doctype html><title>Authentication Required</title>"
    return Reply(401, (("content-type", "text/html; charset=utf-8"),), page)
