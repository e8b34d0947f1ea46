"""How a virtual user sends a call, and has Locust record it in its tables.

It goes straight to the connections of Locust's fast client: what lies between (an address that is
parsed anew for every request, a jar of cookies that nobody has set, redirects) costs more than all
that is recorded here. Once the application sets a cookie, everything goes the longer way, which
keeps them. Every status is an answer, because each call says which one is a failure. Redirects are
not followed: they could lead to a host that nobody allowed, and the contract has none.
"""

import time
from collections.abc import Callable, Mapping
from http.cookiejar import Cookie
from typing import Any

import gevent
import orjson
from geventhttpclient.client import HTTPClient
from geventhttpclient.url import URL
from geventhttpclient.useragent import CompatRequest
from locust.contrib.fasthttp import (
    FAILURE_EXCEPTIONS,
    FastHttpSession,
    FastResponse,
    LocustUserAgent,
)
from locust.exception import CatchResponseError

from harness.load.call import Call
from harness.load.world import Answer, NoAnswer, TimedOut

Fire = Callable[..., None]
# Headers that may be others with every call.
Fresh = Callable[[], Mapping[str, str]]
_TAKES = {"Accept-Encoding": "gzip, deflate, br"}


def any_status(agent: LocustUserAgent) -> LocustUserAgent:
    """The agent, which now takes every status as an answer, and every redirect."""
    found: Any = agent  # these are class variables, which Locust itself sets on instances
    found.redirect_response_codes = frozenset()
    found.valid_response_codes = frozenset(range(100, 600))
    return agent


class Client:
    """Sends the calls of one virtual user to one application."""

    def __init__(
        self,
        session: FastHttpSession,
        fire: Fire,
        *,
        cookies: Mapping[str, str] | None = None,
        fresh: Fresh | None = None,
    ) -> None:
        agent: Any = session.client
        base_url = str(session.base_url)  # without a name and a password, which are a header
        named = {"Authorization": session.auth_header} if session.auth_header else {}
        url = URL(base_url)
        self._session = session
        self._fire = fire
        self._fresh = fresh
        self._base_url = base_url
        self._prefix = url.path.rstrip("/")
        self._connections = agent.clientpool.get_client(url)
        # What the connections say anyway need not be merged into every request.
        own = {**dict(agent.default_headers.items()), **_TAKES, **named}
        usual = dict(HTTPClient.DEFAULT_HEADERS.items())
        self._headers = {name: it for name, it in own.items() if usual.get(name) != it}
        self._has_cookies = bool(cookies)
        for name, value in (cookies or {}).items():
            session.cookiejar.set_cookie(_cookie(name, value, url.host))

    def send(self, call: Call) -> Answer:
        """The answer, within the call's time; Locust records it. Raises NoAnswer, TimedOut."""
        began_at, began_s = time.time(), time.perf_counter()
        response, answer, wrong = self._asked(call)
        spent_ms = (time.perf_counter() - began_s) * 1_000
        if answer is None and spent_ms >= 0.99 * call.timeout_ms:
            wrong = "timeout"
        failed = wrong or (call.wrong(answer) if answer else "")
        self._fire(
            request_type=call.method,
            name=call.name,
            response_time=spent_ms,
            response_length=len(answer.body) if answer else 0,
            response=response,
            context={},
            exception=CatchResponseError(failed) if failed else None,
            start_time=began_at,
            url=self._base_url + call.path,
        )
        if answer is None:
            raise TimedOut(wrong) if wrong == "timeout" else NoAnswer(wrong)
        return answer

    def _asked(self, call: Call) -> tuple[Any, Answer | None, str]:
        """Locust's response, the answer, and why there is none."""
        timer = gevent.Timeout(max(call.timeout_ms, 1) / 1_000)
        timer.start()
        response = None
        try:
            response = self._longer(call) if self._has_cookies else self._straight(call)
            return response, _answer(response), ""
        except gevent.Timeout as timeout:
            if timeout is not timer:
                raise
            return response, None, "timeout"
        except FAILURE_EXCEPTIONS as error:
            return response, None, f"no answer ({type(error).__name__})"
        finally:
            timer.close()

    def _straight(self, call: Call) -> Any:  # noqa: ANN401 - Locust's response, untyped in parts
        body = b"" if call.body is None else orjson.dumps(call.body)
        path = self._prefix + call.path
        headers = self._told(call)
        raw = self._connections.request(call.method, path, body=body, headers=headers)
        response: Any = FastResponse(raw)
        try:
            response.content  # noqa: B018 - read whole here, within the time
        except BaseException:
            response.release()  # half an answer is left on this connection
            raise
        if response.headers.get("set-cookie"):
            self._has_cookies = True
            asked: Any = CompatRequest(self._base_url + call.path, method=call.method)
            self._session.cookiejar.extract_cookies(response, asked)
        return response

    def _longer(self, call: Call) -> Any:  # noqa: ANN401 - Locust's response, untyped in parts
        agent: Any = self._session.client
        response = agent.urlopen(
            self._base_url + call.path,
            method=call.method,
            headers=self._told(call),
            payload=None if call.body is None else orjson.dumps(call.body),
        )
        response.content  # noqa: B018 - read whole here, within the time
        return response

    def _told(self, call: Call) -> dict[str, str]:
        fresh = self._fresh() if self._fresh else {}
        return {**self._headers, **fresh, **_headers(call)}


def _cookie(name: str, value: str, host: str) -> Cookie:
    """A cookie of this host alone, for as long as the run lasts."""
    # The jar's own rule for a host without a dot (RFC 2965).
    domain = host if "." in host else f"{host}.local"
    return Cookie(
        version=0,
        name=name,
        value=value,
        port=None,
        port_specified=False,
        domain=domain,
        domain_specified=False,
        domain_initial_dot=False,
        path="/",
        path_specified=True,
        secure=False,
        expires=None,
        discard=True,
        comment=None,
        comment_url=None,
        rest={},
    )


def _headers(call: Call) -> dict[str, str]:
    headers = {"Accept": call.accept, **dict(call.headers)}
    if call.token:
        headers["Authorization"] = f"Bearer {call.token}"
    if call.body is not None:
        headers["Content-Type"] = "application/json"
    return headers


def _answer(response: Any) -> Answer:  # noqa: ANN401 - Locust's response, untyped in parts
    headers = dict(response.headers.iterlower())
    body = (response.content or b"").decode("utf-8", errors="replace")
    return Answer(response.status_code, headers, body.removeprefix("\ufeff"))
