"""Asking the server without a browser: what only HTTP shows (statuses, headers, malformed ids).

Paths go out as they stand: a client that normalises `/.` or `%2F` away would not ask what it was
told to. So this is `http.client`,
which sends what it is given.
"""

import http.client
import json
import re
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from harness.errors import TargetUnreachable
from harness.model.event import Json
from harness.model.loopback import dialled, is_local
from harness.stage.tag import said_by_us

TIMEOUT_S = 20.0
# What a program says to its makers: a stack, an exception, a path of its sources.
INSIDE = re.compile(
    r"Traceback|\bat .+:\d+:\d+|\w+(?:Error|Exception)\b|/[\w/.-]+\.(?:py|[jt]sx?)\b"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer; header names are in lower case, `body` is the JSON, or the text where it is
    none; `took_ms` is how long it took to come.
    """

    status: int
    headers: Mapping[str, str]
    body: Json
    text: str = field(repr=False)
    took_ms: float = 0.0

    @property
    def type(self) -> str:
        """The media type, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip()

    @property
    def is_problem(self) -> bool:
        """Whether it is a problem as RFC 9457 describes one, with a code, and says nothing more
        than it should.
        """
        inside = INSIDE.search(self.text)
        return self.type == "application/problem+json" and bool(self.field("code")) and not inside

    def field(self, name: str) -> Json:
        """A field of the JSON body, None where there is none."""
        return self.body.get(name) if isinstance(self.body, Mapping) else None


def ask(
    origin: str,
    method: str,
    raw_path: str,
    *,
    headers: Mapping[str, str],
    body: Json = None,
    raw: str | None = None,
    insecure: bool = False,
    tag: str = "",
) -> Answer:
    """Sends one request with the path exactly as it is; `raw` is a body that goes out as it stands,
    `tag` the User-Agent where `headers` have none.

    Raises TargetUnreachable.
    """
    parts = urlsplit(origin)
    connection = _connection(parts.scheme, parts.hostname or "", parts.port, insecure)
    began = time.monotonic()
    payload = json.dumps(body) if body is not None and raw is None else raw
    said = said_by_us(tag, headers)
    sent = {"Host": parts.netloc, "Accept": "application/json", **said, **headers}
    if payload is not None:
        sent["Content-Type"] = "application/json"
    try:
        connection.request(method, raw_path, body=payload, headers=sent)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        told = {name.lower(): value for name, value in answer.getheaders()}
        took_ms = (time.monotonic() - began) * 1_000
        return Answer(answer.status, told, _parsed(text), text, took_ms)
    except (OSError, http.client.HTTPException) as error:
        raise TargetUnreachable(
            f"{method} {origin}{raw_path[:80]} got no answer: {type(error).__name__}: {error}."
        ) from error
    finally:
        connection.close()


def _connection(
    scheme: str, host: str, port: int | None, insecure: bool
) -> http.client.HTTPConnection:
    proxy = "" if proxy_bypass(host) or is_local(host) else getproxies().get(scheme, "")
    context = ssl.create_default_context() if scheme == "https" else None
    if context is not None and insecure:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if not proxy:
        return _direct(dialled(host), port, context)
    via = urlsplit(proxy)
    connection = _direct(via.hostname or "", via.port, context)
    connection.set_tunnel(host, port)
    return connection


def _direct(
    host: str, port: int | None, context: ssl.SSLContext | None
) -> http.client.HTTPConnection:
    if context is None:
        return http.client.HTTPConnection(host, port, timeout=TIMEOUT_S)
    return http.client.HTTPSConnection(host, port, timeout=TIMEOUT_S, context=context)


def _parsed(text: str) -> Json:
    try:
        found: Json = json.loads(text)
    except ValueError:
        return text
    return found
